import { foreignFile, type Subject, type Subjects } from '../subject.js';

const jars = ['log4j-api', 'log4j-core', 'logback-core', 'logback-classic', 'slf4j-api'];
const libraries = jars.map((name) => `/usr/share/java/${name}.jar`).join(':');
const classPath = `{out}/writer.jar:${libraries}`;
const sources = ['Writer', 'Order', 'JavaUtil', 'Log4j2', 'Logback'].map((name) => foreignFile('java', `${name}.java`));
const archive = foreignFile('java', 'archive.sh');

const compile =
  'out=$1 libraries=$2; shift 2; javac -cp "$libraries" -d "$out" "$@" && cd "$out" && jar cf writer.jar *.class';

/**
 * One program drives them all. It is not compiled while it runs, nor are there more threads than must be. The virtual machine says
 * nothing on its standard output of an archive that is not there yet.
 */
function drives(logger: string, rotations: Subject['rotations']): Subject {
  const [family = logger] = /^(java-util|log4j2|logback)/.exec(logger) ?? [];
  const options = ['-Xint', '-XX:+UseSerialGC', `-XX:SharedArchiveFile={out}/${family}.jsa`, '-Xlog:disable'];
  return {
    packages: ['openjdk-17-jdk-headless', 'liblog4j2-java', 'liblogback-java', 'libslf4j-java'],
    rotations,
    command: ['/usr/bin/java', ...options, '-cp', classPath, 'Writer', logger],
    sources: [...sources, archive],
    build: {
      command: ['/bin/sh', '-c', compile, 'sh', '{out}', libraries, ...sources],
      afterwards: ['/bin/sh', archive, '{out}', classPath],
    },
  };
}

export const javaSubjects: Subjects = {
  'java-util-logging': drives('java-util', ['none', 'size']),
  'java-log4j2': drives('log4j2', ['none', 'size']),
  'java-log4j2-time': drives('log4j2', ['time']),
  'java-log4j2-locking': drives('log4j2-locking', ['none']),
  'java-logback': drives('logback', ['none', 'size']),
  'java-logback-time': drives('logback', ['time']),
  'java-logback-prudent': drives('logback-prudent', ['none']),
  'java-logback-prudent-time': drives('logback-prudent', ['time']),
};
