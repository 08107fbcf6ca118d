import type { ReactNode } from 'react';
import { Flex } from '@hubspot/ui-extensions';
import type { ViewState } from '../hooks/useView.ts';
import type { Reader } from '../wording/reader.ts';
import { Notice, Refused, Trouble, Updating } from './Notices.tsx';
import { ShapeBoundary } from './ShapeBoundary.tsx';

interface CardFrameProps<V> {
  state: ViewState<V>;
  reader: Reader;
  retry: () => void;
  /** Shown until the server answers. */
  waiting: ReactNode;
  /** A new answer is drawn into what stands there: what is being typed and the chosen tab stay. Otherwise all begins anew. */
  keeps?: boolean;
  children: (view: V) => ReactNode;
}

/** Every card's states in one place; a card only draws its waiting picture and its view. */
export function CardFrame<V extends { asOf: string }>({ state, reader, retry, waiting, keeps = false, children }: CardFrameProps<V>) {
  if (state.kind === 'loading') return <>{waiting}</>;
  if (state.kind === 'refused') return <Refused code={state.code} cure={state.cure} reader={reader} retry={retry} />;
  if (state.kind === 'updating') return <Updating reader={reader} />;
  if (state.kind === 'error') return <Trouble reason={state.reason} reader={reader} retry={retry} />;
  return (
    <ShapeBoundary key={keeps ? '' : state.view.asOf} fallback={<Updating reader={reader} />}>
      <Flex direction="column" gap="md">
        {state.kind === 'stale' && <Notice stale={state} reader={reader} retry={retry} />}
        <Drawn view={state.view} draw={children} />
      </Flex>
    </ShapeBoundary>
  );
}

/** Draws inside the boundary: a view of an unknown shape fails here and not in the frame. */
function Drawn<V>({ view, draw }: { view: V; draw: (view: V) => ReactNode }) {
  return <>{draw(view)}</>;
}
