import { InvalidArgumentError, Option } from 'commander';
import type { Shard } from '../search/lanes.js';

export function shardOption(): Option {
  return new Option('--shard <i/n>', 'carry out one of n parts; merge joins their --json').argParser(parseShard);
}

function parseShard(text: string): Shard {
  const [, index = 0, count = 0] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError('It must be like 2/4: the second of four parts, counted from 1.');
}
