import {
  type CompiledQuery, type DatabaseConnection, DefaultQueryExecutor, type Dialect, DummyDriver, PostgresAdapter, PostgresQueryCompiler,
  type QueryResult, Transaction,
} from 'kysely';

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();
const driver = new DummyDriver();
/** Stands where kysely wants one; a transaction asks it for nothing but introspection. */
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => driver,
  createQueryCompiler: () => compiler,
  createIntrospector: () => {
    throw new Error('A transaction does not look into the catalogue by itself: query it.');
  },
};

/**
 * Sends each statement straight to the transaction's connection. kysely's own executor takes a lock and several promises
 * a statement to do the same; both drivers queue statements themselves.
 */
class OneConnection extends DefaultQueryExecutor {
  readonly #connection: DatabaseConnection;
  #over = false;

  constructor(connection: DatabaseConnection) {
    super(compiler, adapter, { provideConnection: async (consumer) => consumer(this.#open()) });
    this.#connection = connection;
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.#open().executeQuery<R>(query);
  }

  /** The connection goes to another transaction, maybe another portal's: nothing may use it by this one any more. */
  end(): void {
    this.#over = true;
  }

  #open(): DatabaseConnection {
    if (this.#over) throw new Error('A transaction was used after its end: await every statement inside its callback.');
    return this.#connection;
  }
}

/** Lets `work` run statements on a connection whose transaction has begun; afterwards its tx refuses any. */
export async function onOneConnection<Tables, T>(connection: DatabaseConnection, work: (tx: Transaction<Tables>) => Promise<T>): Promise<T> {
  const executor = new OneConnection(connection);
  try {
    return await work(new Transaction<Tables>({ config: { dialect }, dialect, driver, executor }));
  } finally {
    executor.end();
  }
}
