import { useState } from 'react';
import type { Outcome } from '../api/call.ts';
import type { SavedText } from '../contracts/handoff.ts';
import { useAutosave } from './useAutosave.ts';
import type { Drafts, Kept } from './useDrafts.ts';

type Theirs = NonNullable<SavedText['clash']>;

interface TextOptions<V extends object> {
  id: string;
  /** As the server's view has it. */
  kept: Kept<V>;
  drafts: Drafts<V>;
  /** Sends a text over the version that its writer saw. */
  save: (value: V, base: number) => Promise<Outcome<SavedText>>;
  /** What another one wrote meanwhile, as a value. */
  read: (theirs: Theirs) => V;
}

/** A text that is saved as it is typed. Where another one changed it meanwhile, whoever types says which of both stands. */
export function useText<V extends object>({ id, kept, drafts, save, read }: TextOptions<V>) {
  const [answer, setAnswer] = useState<SavedText | null>(null);
  const { state, typed, flush, settle } = useAutosave<V>(save, (sent, got) => {
    setAnswer(got);
    if (!got.clash) drafts.saved(id, sent, got.version);
  });
  const { value, base } = drafts.shown(id, kept);

  function write(changed: V, over = base) {
    drafts.change(id, changed, over);
    typed(changed, over);
  }
  function clashOf({ clash, version }: SavedText) {
    return clash && {
      theirs: clash,
      keepMine() {
        write(value, version);
        flush();
      },
      takeTheirs() {
        const taken = read(clash);
        drafts.take(id, taken, version);
        setAnswer(null);
        settle(taken, version);
      },
    };
  }
  return { value, state, write, flush, clash: answer && clashOf(answer) };
}
