import { foreignFile, type Subjects } from '../subject.js';

const packages = ['php-cli', 'php-monolog'];
const drives = (how: string): readonly string[] => ['/usr/bin/php', foreignFile('php', 'writer.php'), how];

export const phpSubjects: Subjects = {
  'php-monolog': { packages, rotations: ['none'], command: drives('stream') },
  'php-monolog-lock': { packages, rotations: ['none'], command: drives('lock') },
  'php-monolog-rotating': { packages, rotations: ['none'], command: drives('rotating') },
};
