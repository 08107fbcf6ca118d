import { useEffect, useState } from 'react';
import { Button, ButtonRow, Flex, LoadingButton, Select, TextArea } from '@hubspot/ui-extensions';
import { Fault } from '../../components/TabFrame.tsx';
import type { CaseStepName, CaseView, CloseReason } from '../../contracts/cases.ts';
import { askPage, useChange } from '../../hooks/useQuestion.ts';
import type { CaseTools } from './case-tools.ts';

interface CaseStepsProps {
  one: CaseView;
  tools: CaseTools;
  onCase: (one: CaseView) => void;
}

type NotedStep = Exclude<CaseStepName, 'acknowledge' | 'resume'>;

interface Draft {
  step: CaseStepName;
  note: string;
  reason: CloseReason | '';
}

/** The steps that can be made with a case now: some at once, others with a word about them. What is typed stays until it is saved. */
export function CaseSteps({ one, tools, onCase }: CaseStepsProps) {
  const { words, reader, serverUrl } = tools;
  const [draft, setDraft] = useState<Draft | null>(null);
  const { busy, fault, make, clear } = useChange('POST /api/1/cases/:caseId/steps', serverUrl);
  const lang = reader.lang;

  // Somebody was faster: the case as it stands now, while what was typed stays.
  useEffect(() => {
    if (fault?.kind !== 'refused' || fault.code !== 'conflict') return;
    void askPage('GET /api/1/cases/company/:companyId', { lang, companyId: one.company.id, round: '1' }, serverUrl).then((outcome) => {
      const now = outcome.kind === 'answered' && outcome.view.cases.find(({ id }) => id === one.id);
      if (now) onCase(now);
    });
  }, [fault]);

  async function take({ step, note, reason }: Draft) {
    const made = await make({ lang, caseId: one.id }, { revision: one.revision, step, note: note.trim(), ...(reason !== '' && { reason }) });
    if (made === null) return;
    setDraft(null);
    onCase(made.case);
  }
  function cancel() {
    setDraft(null);
    clear();
  }
  const begin = (step: CaseStepName) => (isNoted(step) ? setDraft({ step, note: '', reason: '' }) : void take({ step, note: '', reason: '' }));
  return (
    <Flex direction="column" gap="xs">
      {draft === null ? (
        <ButtonRow>
          {one.steps.map((step, at) => (
            <LoadingButton key={step} size="sm" variant={at === 0 ? 'primary' : 'secondary'} loading={busy} onClick={() => begin(step)}>
              {words.steps[step]}
            </LoadingButton>
          ))}
        </ButtonRow>
      ) : (
        <Noting draft={draft} one={one} tools={tools} busy={busy} set={setDraft} take={() => void take(draft)} cancel={cancel} />
      )}
      <Fault fault={fault} tools={tools} />
    </Flex>
  );
}

/** Steps that say something to those who look at the case later. */
function isNoted(step: CaseStepName): step is NotedStep {
  return step !== 'acknowledge' && step !== 'resume';
}

interface NotingProps extends Pick<CaseStepsProps, 'one' | 'tools'> {
  draft: Draft;
  busy: boolean;
  set: (draft: Draft) => void;
  take: () => void;
  cancel: () => void;
}

function Noting({ draft, one, tools: { words }, busy, set, take, cancel }: NotingProps) {
  const { step, note, reason } = draft;
  if (!isNoted(step)) return null;
  const closes = step === 'close';
  // Where nobody was answered, somebody says why that is well.
  const needsNote = !closes || reason === 'other' || (reason === 'resolved' && one.clock?.tookHours == null);
  const ready = one.steps.includes(step) && (!closes || reason !== '') && (!needsNote || note.trim() !== '');
  return (
    <>
      {closes && (
        <Select
          label={words.reason}
          name={`reason-${one.id}`}
          required
          value={reason}
          options={(Object.keys(words.reasons) as CloseReason[]).map((value) => ({ value, label: words.reasons[value] }))}
          onChange={(value) => set({ ...draft, reason: value as CloseReason })}
        />
      )}
      <TextArea
        label={words.notes[step]}
        name={`note-${one.id}`}
        required={needsNote}
        description={closes && needsNote ? words.noteNeeded : words.traced}
        rows={2}
        maxLength={2000}
        value={note}
        onInput={(text) => set({ ...draft, note: text })}
      />
      <ButtonRow>
        <LoadingButton variant="primary" size="sm" loading={busy} disabled={!ready} onClick={take}>
          {words.steps[step]}
        </LoadingButton>
        <Button variant="secondary" size="sm" disabled={busy} onClick={cancel}>
          {words.cancel}
        </Button>
      </ButtonRow>
    </>
  );
}
