import { type ReactNode, useEffect } from 'react';
import { Alert, Button, Flex, LoadingSpinner } from '@hubspot/ui-extensions';
import { Refused, Trouble, Updating } from './Notices.tsx';
import { ShapeBoundary } from './ShapeBoundary.tsx';
import type { ChangeFault, QuestionState } from '../hooks/useQuestion.ts';
import { behindWording } from '../wording/behind.ts';
import type { Reader } from '../wording/reader.ts';
import type { SettingsWording } from '../wording/settings/index.ts';

/** A view that could not be read again is asked for again so soon, and again. */
const AGAIN_MS = 10_000;

/** What the frame of a tab needs, of whichever page. */
export interface FrameTools {
  reader: Reader;
  words: { page: Pick<SettingsWording['page'], 'loading' | 'refusals'> };
}

interface TabFrameProps<V> {
  state: QuestionState<V>;
  tools: FrameTools;
  reload: () => void;
  /** A new answer is drawn into what stands there: what is being typed and the chosen tab stay. Otherwise all begins anew. */
  keeps?: boolean;
  children: (view: V) => ReactNode;
}

/** The page's own words for a refusal come before the cards' words. */
function readerOfPage({ reader, words }: FrameTools): FrameTools['reader'] {
  return { ...reader, words: { ...reader.words, refusals: { ...reader.words.refusals, ...words.page.refusals } } };
}

/** Every tab's states in one place; a tab only draws its view. */
export function TabFrame<V>({ state, tools, reload, keeps = false, children }: TabFrameProps<V>) {
  const reader = readerOfPage(tools);
  if (state.kind === 'loading') return <LoadingSpinner label={tools.words.page.loading} showLabel layout="centered" />;
  if (state.kind === 'refused') return <Refused code={state.code} cure={state.cure} reader={reader} retry={reload} />;
  if (state.kind === 'updating') return <Updating reader={reader} />;
  if (state.kind === 'error') return <Trouble reason={state.reason} reader={reader} retry={reload} />;
  return (
    <Flex direction="column" gap="md">
      {state.behind !== null && <Behind state={state} tools={tools} reload={reload} keeps={keeps} />}
      <ShapeBoundary key={keeps ? 0 : state.round} fallback={<Updating reader={reader} />}>
        <Drawn view={state.view} draw={children} />
      </ShapeBoundary>
    </Flex>
  );
}

/** What is shown could not be read again. Only where a new answer leaves alone what is being typed, it is asked for by itself. */
function Behind({ state, tools: { reader }, reload, keeps }: Required<Omit<TabFrameProps<unknown>, 'children'>>) {
  const words = behindWording[reader.lang];
  useEffect(() => {
    if (!keeps) return;
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [state, keeps]);
  return (
    <Alert title={words.title} variant="warning">
      {keeps ? words.again : words.yours}
      {!keeps && (
        <Button variant="secondary" size="xs" onClick={reload}>
          {words.reload}
        </Button>
      )}
    </Alert>
  );
}

/** Draws inside the boundary: a view of an unknown shape fails here and not in the frame. */
function Drawn<V>({ view, draw }: { view: V; draw: (view: V) => ReactNode }) {
  return <>{draw(view)}</>;
}

/** Why a change was not made, and what to do. */
export function Fault({ fault, tools }: { fault: ChangeFault | null; tools: FrameTools }) {
  if (fault === null) return null;
  const { reader, words } = tools;
  if (fault.kind === 'updating') return <Updating reader={reader} />;
  if (fault.kind === 'failed') {
    const { title, cure } = reader.words.errors[fault.reason];
    return (
      <Alert title={title} variant="danger">
        {cure}
      </Alert>
    );
  }
  const shared: Partial<Record<string, { title: string; cure: string }>> = reader.words.refusals;
  const known = words.page.refusals[fault.code] ?? shared[fault.code];
  return (
    <Alert title={known?.title ?? reader.words.updatingTitle} variant="danger">
      {fault.code === 'invalid' || !known ? `${known?.cure ?? ''} ${fault.cure}`.trim() : known.cure}
    </Alert>
  );
}
