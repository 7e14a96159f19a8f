import { foreignFile, type Subject, type Subjects } from '../subject.js';

const jars = ['log4j-api', 'log4j-core', 'logback-core', 'logback-classic', 'slf4j-api'];
const libraries = jars.map((name) => `/usr/share/java/${name}.jar`);
const sources = ['Writer', 'Order', 'JavaUtil', 'Log4j2', 'Logback'].map((name) => foreignFile('java', `${name}.java`));

/** One program drives them all. It is not compiled while it runs, nor are there more threads than must be. */
function drives(logger: string, rotations: Subject['rotations']): Subject {
  const options = ['-Xint', '-XX:+UseSerialGC'];
  return {
    packages: ['openjdk-17-jdk-headless', 'liblog4j2-java', 'liblogback-java', 'libslf4j-java'],
    rotations,
    command: ['/usr/bin/java', ...options, '-cp', ['{out}', ...libraries].join(':'), 'Writer', logger],
    sources,
    build: { command: ['/usr/bin/javac', '-cp', libraries.join(':'), '-d', '{out}', ...sources] },
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
