import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { LoadingButton } from '../components/buttons.tsx';
import { Select } from '../components/choices.tsx';
import { recordName } from './columns.tsx';
import { propertyText } from './labels.ts';
import { usePortal } from './portal-context.ts';
import { useLoaded } from './useLoaded.ts';
import { useMoveDeal } from './useMoveDeal.ts';

/** Moves an open deal to a stage; the deal that is looked at comes first, else the one that is nearest to its close date. */
export function DealControl({ dealId }: { dealId: string | null }) {
  const { words, session, region } = usePortal();
  const texts = words.drawer;
  const { busy, move } = useMoveDeal();
  const [deals, reload] = useLoaded(`open-deals-${dealId}`, async () => {
    const { rows } = await api.list('deals', { limit: 100, sortBy: 'closedate', open: true });
    const looked = dealId && !rows.some((row) => row.id === dealId) ? [await api.record('deals', dealId)] : [];
    return [...looked, ...rows];
  });
  const [picked, setPicked] = useState(dealId ?? '');
  const [stage, setStage] = useState(session.dealStages.find(({ outcome }) => outcome === 'won')?.id ?? '');
  useEffect(() => {
    if (dealId) setPicked(dealId);
  }, [dealId]);

  if (deals.phase === 'failed') return <p className="p-quiet">{deals.message}</p>;
  if (deals.phase === 'loading') return <p className="p-quiet">{words.loading}</p>;
  const chosen = deals.value.find((row) => row.id === picked) ?? deals.value[0];
  if (!chosen) return <p className="p-quiet">{texts.noOpenDeals}</p>;
  return (
    <div className="p-control">
      <Select
        label={texts.deal}
        value={chosen.id}
        options={deals.value.map((row) => ({ value: row.id, label: recordName('deals', row) }))}
        onChange={(value) => setPicked(String(value))}
      />
      <Select
        label={words.columns.stage}
        value={stage}
        options={session.dealStages.map(({ id }) => ({ value: id, label: propertyText('dealstage', id, undefined, region) }))}
        onChange={(value) => setStage(String(value))}
      />
      <div>
        <LoadingButton variant="primary" size="sm" loading={busy} disabled={chosen.properties.dealstage === stage} onClick={() => void move(chosen.id, stage).then(reload)}>
          {texts.moveDeal}
        </LoadingButton>
      </div>
    </div>
  );
}
