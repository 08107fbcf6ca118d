import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { LoadingButton } from '../components/buttons.tsx';
import { Select } from '../components/choices.tsx';
import { TextArea } from '../components/inputs.tsx';
import { recordName } from './columns.tsx';
import { usePortal } from './portal-context.ts';
import { POLLED_MS, SENT_MS, useFollowUp } from './useFollowUp.ts';
import { useLoaded } from './useLoaded.ts';

type Scale = [least: number, most: number];
const SCALES: Record<string, Scale> = { NPS: [0, 10], CSAT: [1, 5], CES: [1, 7] };
/** HubSpot's own CSAT has three answers. */
const NATIVE_CSAT: Scale = [0, 2];

function scaleOf(kind: string, via: string): Scale {
  return kind === 'CSAT' && via === 'native' ? NATIVE_CSAT : (SCALES[kind] ?? [0, 10]);
}

function toneOf(score: number, [least, most]: Scale): string {
  const share = (score - least) / (most - least);
  if (share > 0.85) return 'success';
  return share >= 0.5 && (most !== 10 || score >= 7) ? 'warning' : 'danger';
}

/** Answers a survey in the name of a contact: through the account's own surveys, or by a webhook of another tool. */
export function SurveyControl({ companyId }: { companyId: string | null }) {
  const { words, session, addToast } = usePortal();
  const texts = words.drawer;
  const followUp = useFollowUp();
  const hasWebhook = session.hooks.some((hook) => hook.kind === 'webhook');
  const [companies] = useLoaded('companies', () => api.list('companies', { limit: 100, sortBy: 'name', lifecycle: 'customer' }));
  const [chosen, setChosen] = useState(companyId ?? session.examples[0]?.companyId ?? '');
  const [via, setVia] = useState(hasWebhook ? 'webhook' : 'native');
  const [person, setPerson] = useState('');
  const [kind, setKind] = useState('NPS');
  const [score, setScore] = useState(9);
  const [comment, setComment] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (companyId) setChosen(companyId);
  }, [companyId]);
  const [people] = useLoaded(`people-${chosen}`, async () => (chosen ? (await api.record('companies', chosen)).associated.contacts : []));
  const contacts = people.phase === 'ready' ? people.value : [];
  const contactId = person === 'anonymous' ? null : (contacts.find((one) => one.id === person) ?? contacts[0])?.id ?? null;

  async function send(): Promise<void> {
    setBusy(true);
    const answer = { type: kind, score, comment, companyId: chosen, contactId };
    try {
      if (via === 'native') {
        await api.answerSurvey(answer);
        addToast({ type: 'success', message: texts.sentNative });
        followUp(chosen, POLLED_MS);
      } else {
        const reply = await api.fireWebhook(answer);
        const fine = reply.status < 300;
        if (fine) followUp(chosen, SENT_MS);
        addToast({ type: fine ? 'success' : 'danger', message: fine ? texts.sentWebhook : `HTTP ${reply.status}: ${reply.body.slice(0, 200)}` });
      }
      setComment('');
    } catch (error) {
      addToast({ type: 'danger', message: error instanceof Error ? error.message : String(error) });
    }
    setBusy(false);
  }

  const listed = companies.phase === 'ready' ? companies.value.rows : [];
  const options = listed.map((row) => ({ value: row.id, label: recordName('companies', row) }));
  if (chosen && !options.some((option) => option.value === chosen)) options.unshift({ value: chosen, label: `#${chosen}` });
  const scale = scaleOf(kind, via);
  const [least, most] = scale;
  return (
    <div className="p-control">
      <Select label={texts.company} value={chosen} options={options} onChange={(value) => setChosen(String(value))} />
      <Select
        label={texts.person}
        value={contactId ?? 'anonymous'}
        options={[...contacts.map((row) => ({ value: row.id, label: recordName('contacts', row) })), { value: 'anonymous', label: texts.anonymous }]}
        onChange={(value) => setPerson(String(value))}
      />
      <div className="p-control-pair">
        <Select
          label={texts.kind}
          value={kind}
          options={Object.keys(SCALES).map((one) => ({ value: one, label: one }))}
          onChange={(value) => {
            setKind(String(value));
            setScore(scaleOf(String(value), via)[1]);
          }}
        />
        <Select
          label={texts.via}
          value={via}
          options={[...(hasWebhook ? [{ value: 'webhook', label: texts.viaWebhook }] : []), { value: 'native', label: texts.viaNative }]}
          onChange={(value) => {
            setVia(String(value));
            setScore(scaleOf(kind, String(value))[1]);
          }}
        />
      </div>
      <div className="x-field" role="radiogroup" aria-label={texts.score}>
        <span className="x-label">{texts.score}</span>
        <div className="p-scores">
          {Array.from({ length: most - least + 1 }, (_, index) => least + index).map((value) => (
            <button
              key={value}
              type="button"
              role="radio"
              aria-checked={value === score}
              className={`p-score p-score-${toneOf(value, scale)}`}
              onClick={() => setScore(value)}
            >
              {value}
            </button>
          ))}
        </div>
      </div>
      <TextArea label={texts.comment} name="comment" rows={2} value={comment} onInput={setComment} />
      <div>
        <LoadingButton variant="primary" size="sm" loading={busy} disabled={!chosen} onClick={() => void send()}>
          {texts.send}
        </LoadingButton>
      </div>
    </div>
  );
}
