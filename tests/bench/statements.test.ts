import { expect, it } from 'vitest';
import { lastTransaction } from '../../bench/statements.ts';

const texts = (...statements: string[]) => statements.map((text) => ({ text }));

it('a transaction is repeated from begin to commit, without what came before', () => {
  const seen = texts('begin', 'select install', 'commit', 'begin', 'select set_config', 'select card', 'commit');
  expect(lastTransaction(seen)).toEqual(texts('begin', 'select set_config', 'select card', 'commit'));
});

it('a read-only transaction begins in other words', () => {
  const seen = texts('start transaction read only', 'select card', 'commit');
  expect(lastTransaction(seen)).toEqual(seen);
});

it('statements without a whole transaction cannot be repeated', () => {
  expect(() => lastTransaction(texts('select 1'))).toThrow('no transaction');
  expect(() => lastTransaction(texts('begin', 'select 1', 'rollback'))).toThrow('no transaction');
});
