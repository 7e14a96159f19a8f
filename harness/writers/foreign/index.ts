import { collectorSubjects } from './collectors/index.js';
import { cppSubjects } from './cpp/index.js';
import { erlangSubjects } from './erlang/index.js';
import { goSubjects } from './go/index.js';
import { javaSubjects } from './java/index.js';
import { logrotateSubjects } from './logrotate/index.js';
import { luaSubjects } from './lua/index.js';
import { perlSubjects } from './perl/index.js';
import { phpSubjects } from './php/index.js';
import { pythonSubjects } from './python/index.js';
import { rubySubjects } from './ruby/index.js';
import { rustSubjects } from './rust/index.js';
import { shellSubjects } from './shell/index.js';
import type { Subjects } from './subject.js';

/** What there is of other languages, and collectors, by what tables call its section. */
export const foreignSections: Readonly<Record<string, Subjects>> = {
  Python: pythonSubjects,
  Ruby: rubySubjects,
  Perl: perlSubjects,
  PHP: phpSubjects,
  Lua: luaSubjects,
  Java: javaSubjects,
  'C++': cppSubjects,
  Go: goSubjects,
  Rust: rustSubjects,
  Erlang: erlangSubjects,
  Shell: shellSubjects,
  'Collectors, behind a pipe each, one FIFO or syslog': collectorSubjects,
  'logrotate, beside what appends': logrotateSubjects,
};

/** All of them, by the names of their writers. */
export const foreignSubjects: Subjects = Object.assign({}, ...Object.values(foreignSections));
