import { useEffect, useRef, useState } from 'react';
import type { Outcome } from '../api/call.ts';
import type { SavedText } from '../contracts/handoff.ts';
import type { ChangeFault } from './useQuestion.ts';

/** After the last key a text is saved so soon. */
const PAUSE_MS = 600;
/** A text that could not be saved is tried again so soon, for as long as the card is open. */
const AGAIN_MS = 5_000;

/** `failed`: it is tried again. `refused`: it is not, because that would be refused once more. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed' }
  | { kind: 'refused'; fault: ChangeFault }
  | { kind: 'clash' };

interface Unsaved<V> {
  value: V;
  /** The version that the writer saw. */
  base: number;
}

/**
 * Saves what is typed a moment after the last key, and at once when the field is left or the card is closed. One after the other,
 * so that the last word typed is the last one saved; what could not be saved waits, until it is or something newer takes its place.
 * @param save sends a text over a version. @param onAnswer what the server made of a text, of each that it answered.
 */
export function useAutosave<V>(save: (value: V, base: number) => Promise<Outcome<SavedText>>, onAnswer: (value: V, answer: SavedText) => void) {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const latest = useRef({ save, onAnswer });
  latest.current = { save, onAnswer };
  const unsaved = useRef<Unsaved<V> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const saving = useRef(false);
  // What was taken instead of the text that is under way.
  const instead = useRef<Unsaved<V> | null>(null);
  const open = useRef(true);

  function flushIn(ms: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, ms);
  }
  function flush() {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (saving.current || unsaved.current === null) return;
    const sent = unsaved.current;
    unsaved.current = null;
    saving.current = true;
    setState((before) => (before.kind === 'failed' ? before : { kind: 'saving' }));
    void latest.current.save(sent.value, sent.base).then((outcome) => {
      saving.current = false;
      settleSent(sent, outcome);
    });
  }
  function settleSent(sent: Unsaved<V>, outcome: Outcome<SavedText>) {
    const taken = instead.current;
    instead.current = null;
    if (taken !== null && isUnmade(outcome)) {
      // What was taken is what the server has, and nobody asks any more why the other text is not.
      if (unsaved.current === taken) unsaved.current = null;
      if (timer.current === undefined) flush();
      return;
    }
    if (outcome.kind !== 'answered') {
      unsaved.current ??= sent;
      const refused = outcome.kind === 'refused';
      setState(refused ? { kind: 'refused', fault: outcome } : { kind: 'failed' });
      if (!refused && open.current && timer.current === undefined) flushIn(AGAIN_MS);
      return;
    }
    const { view: answer } = outcome;
    setState(answer.clash ? { kind: 'clash' } : { kind: 'saved', at: answer.asOf });
    latest.current.onAnswer(sent.value, answer);
    // What was typed meanwhile was typed over what has just been saved.
    if (unsaved.current !== null && !answer.clash) unsaved.current.base = answer.version;
    // The field was left meanwhile: what waits is not waiting for a pause.
    if (timer.current === undefined) flush();
  }
  function typed(value: V, base: number) {
    unsaved.current = { value, base };
    flushIn(PAUSE_MS);
  }
  /** What was typed here is given up for what the server has. Where it is under way and is saved all the same, the other goes over it. */
  function settle(value: V, base: number) {
    clearTimeout(timer.current);
    timer.current = undefined;
    instead.current = saving.current ? { value, base } : null;
    unsaved.current = instead.current;
    setState({ kind: 'idle' });
  }
  useEffect(
    () => () => {
      open.current = false;
      flush();
    },
    [],
  );
  return { state, typed, flush, settle };
}

/** Whether a text is certainly not saved. */
function isUnmade(outcome: Outcome<SavedText>): boolean {
  return outcome.kind === 'refused' || (outcome.kind === 'answered' && outcome.view.clash !== null);
}
