import { foreignFile, type Subjects } from '../subject.js';

const script = foreignFile('ruby', 'logging_writer.rb');
/** Debian's Ruby, which finds what Debian has packaged for it. */
const ruby = '/usr/bin/ruby';

export const rubySubjects: Subjects = {
  'ruby-logging': { packages: ['ruby-logging'], rotations: ['none', 'size'], command: [ruby, script] },
  'ruby-logging-safe': { packages: ['ruby-logging'], rotations: ['size'], command: [ruby, script, 'safe'] },
};
