import { bench } from './.scratch-card.ts';
import { tableOf } from './report.ts';
const rows = await bench.run({ quick: true, databaseUrl: 'postgres://root@127.0.0.1/test', seed: 1, log: console.log });
console.log(tableOf(rows)); process.exit();
