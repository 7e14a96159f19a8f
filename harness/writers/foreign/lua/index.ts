import { foreignFile, type Subjects } from '../subject.js';

export const luaSubjects: Subjects = {
  'lua-logging': {
    packages: ['lua5.2', 'lua-logging', 'lua-cjson'],
    rotations: ['none', 'size'],
    command: ['/usr/bin/lua5.2', foreignFile('lua', 'writer.lua')],
  },
};
