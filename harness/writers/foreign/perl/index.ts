import { foreignFile, type Subjects } from '../subject.js';

/** Debian's Perl, which finds what Debian has packaged for it. */
const drives = (how: string): readonly string[] => ['/usr/bin/perl', foreignFile('perl', 'writer.pl'), how];

export const perlSubjects: Subjects = {
  'perl-filerotate': {
    packages: ['liblog-dispatch-filerotate-perl'],
    rotations: ['size'],
    command: drives('filerotate'),
  },
  'perl-log4perl': { packages: ['liblog-log4perl-perl'], rotations: ['none'], command: drives('log4perl') },
  'perl-log4perl-syswrite': {
    packages: ['liblog-log4perl-perl'],
    rotations: ['none'],
    command: drives('log4perl-syswrite'),
  },
};
