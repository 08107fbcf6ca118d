export interface ErasedMarksTable {
  portal_id: number;
  /** Keyed hash of what was erased; says nothing without BATON_KEYS. */
  mark: string;
  erased_at: Date;
}

declare module '../platform/db.ts' {
  interface Tables {
    erased_marks: ErasedMarksTable;
  }
}
