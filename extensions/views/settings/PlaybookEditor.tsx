import { useState } from 'react';
import { Button, ButtonRow, Divider, Flex, Heading, LoadingButton, MultiSelect, Text } from '@hubspot/ui-extensions';
import type { HandoffField } from '../../contracts/handoff.ts';
import type { ChangePlaybook, PlaybookContent, PlaybookLeg, PlaybookRow } from '../../contracts/playbooks.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { isClear } from './condition-text.ts';
import { ConditionForm } from './ConditionForm.tsx';
import { Confirm } from '../../components/Confirm.tsx';
import { LegForm } from './LegForm.tsx';
import { type PlaybooksPart, State } from './PlaybookList.tsx';
import { Fault } from '../../components/TabFrame.tsx';
import { daysNames, DaysText, isDays, NameText } from './TypedInputs.tsx';
import { type PlaybookTools, useCompanyProperties } from './useCompanyProperties.ts';
import { Variation } from './Variation.tsx';

type EditorProps = PlaybooksPart & { row: PlaybookRow };

/** One playbook: what an admin writes is a draft until it is published. */
export function PlaybookEditor({ row, view, tools, reload, onOpen, onChanged }: EditorProps) {
  const { reader, serverUrl, actions } = tools;
  const words = tools.words.playbooks;
  const [content, setContent] = useState(row.content);
  // What the server has: a draft may be saved, and then not be published.
  const [kept, setKept] = useState({ revision: row.revision, content: row.content, draft: row.draft });
  const save = useChange('POST /api/1/settings/playbooks/:playbookId/draft', serverUrl);
  const asked = { lang: reader.lang, playbookId: row.id };
  const companyProperties = useCompanyProperties(tools);
  const isChanged = content !== kept.content;
  const isSound = canBeSaved(content);
  const readOnly = view.role !== 'admin' || row.archived;

  async function saveDraft(): Promise<number | null> {
    const answer = await save.make(asked, { revision: kept.revision, content });
    if (answer) setKept({ revision: answer.revision, content, draft: true });
    return answer && answer.revision;
  }
  async function keep() {
    if ((await saveDraft()) === null) return;
    actions.addAlert({ type: 'success', message: words.saved });
    reload();
  }
  return (
    <Flex direction="column" gap="md">
      <Button variant="transparent" size="xs" onClick={() => onOpen(null)}>
        {words.back}
      </Button>
      <Heading>{content.name}</Heading>
      <State row={row} tools={tools} />
      <ContentForm row={row} view={view} tools={{ ...tools, companyProperties }} content={content} readOnly={readOnly} onChange={setContent} />
      {row.version > 0 && <Variation row={row} tools={tools} />}
      <Fault fault={save.fault} tools={tools} />
      {view.role === 'admin' ? (
        <>
          {!readOnly && (
            <LoadingButton variant="secondary" loading={save.busy} disabled={!isChanged || !isSound} onClick={() => void keep()}>
              {words.save}
            </LoadingButton>
          )}
          <Changes row={{ ...row, ...kept }} view={view} tools={tools} reload={reload} onOpen={onOpen} onChanged={onChanged} isChanged={isChanged} isSound={isSound} saveDraft={saveDraft} />
        </>
      ) : (
        <Text variant="microcopy">{tools.words.page.readOnly}</Text>
      )}
    </Flex>
  );
}

/** Everything has its names, and every number is one. */
function canBeSaved(content: PlaybookContent): boolean {
  const { name, when, legs } = content;
  const names = [name, ...legs.flatMap((leg) => Object.values(leg.label))];
  return names.every((one) => one.trim() !== '') && [when, ...legs.map((leg) => leg.onlyWith)].every(isClear) && daysNames.every((one) => isDays(one, content));
}

interface ContentProps extends Pick<EditorProps, 'row' | 'view'> {
  tools: PlaybookTools;
  content: PlaybookContent;
  /** It is looked at, and not to be changed. */
  readOnly: boolean;
  onChange: (content: PlaybookContent) => void;
}

function ContentForm({ row, view, tools, content, readOnly, onChange }: ContentProps) {
  const words = tools.words.playbooks;
  const set = (part: Partial<PlaybookContent>) => onChange({ ...content, ...part });
  const { legs } = content;
  const legIds = legs.map((leg) => leg.id);
  const put = (at: number, leg: PlaybookLeg) => set({ legs: legs.map((one, index) => (index === at ? leg : one)) });
  const swap = (at: number) => set({ legs: legs.map((one, index) => (index === at ? legs[at - 1]! : index === at - 1 ? legs[at]! : one)) });
  function add() {
    let n = legs.length + 1;
    while (legIds.includes(`leg-${n}`)) n += 1;
    set({ legs: [...legs, { id: `leg-${n}`, label: words.newLeg, slaHours: 45, acceptHours: 9, onlyWith: null, steps: [], own: [], gate: false }] });
  }
  return (
    <>
      <NameText label={words.name} name="playbook-name" readOnly={readOnly} missing={words.nameMissing} value={content.name} onValue={(name) => set({ name })} />
      {row.id !== 'standard' && (
        <>
          <Divider />
          <Heading>{words.whenTitle}</Heading>
          <Text variant="microcopy">{words.whenHint}</Text>
          <ConditionForm name="when" condition={content.when} pipelines={view.pipelines} currency={view.currency} tools={tools} readOnly={readOnly} onChange={(when) => set({ when })} />
        </>
      )}
      <MultiSelect
        label={words.required}
        name="required"
        readOnly={readOnly}
        value={content.required}
        options={view.fields.map(({ id, label }) => ({ value: id, label }))}
        onChange={(chosen) => set({ required: view.fields.map((one) => one.id).filter((id: HandoffField) => chosen.includes(id)) })}
      />
      <Flex direction="row" gap="sm" wrap>
        {daysNames.map((one) => (
          <DaysText key={one} name={one} content={content} words={words} readOnly={readOnly} onValue={(days) => set({ [one]: days })} />
        ))}
      </Flex>
      <Divider />
      <Heading>{words.legsTitle}</Heading>
      {legs.map((leg, at) => (
        <LegForm
          key={leg.id}
          leg={leg}
          view={view}
          legIds={legIds}
          tools={tools}
          readOnly={readOnly}
          onChange={(changed) => put(at, changed)}
          onUp={at > 0 ? () => swap(at) : null}
          onRemove={legs.length > 2 ? () => set({ legs: legs.filter((one) => one !== leg) }) : null}
        />
      ))}
      {!readOnly && (
        <Button variant="secondary" size="xs" disabled={legs.length >= 8} onClick={add}>
          {words.addLeg}
        </Button>
      )}
    </>
  );
}

interface ChangesProps extends EditorProps {
  isChanged: boolean;
  isSound: boolean;
  saveDraft: () => Promise<number | null>;
}

function Changes({ row, view, tools, reload, onOpen, onChanged, isChanged, isSound, saveDraft }: ChangesProps) {
  const { reader, serverUrl, actions } = tools;
  const words = tools.words.playbooks;
  const { busy, fault, make } = useChange('POST /api/1/settings/playbooks/:playbookId/change', serverUrl);
  const clone = useChange('POST /api/1/settings/playbooks', serverUrl);
  const asked = { lang: reader.lang, playbookId: row.id };
  const inUse = view.playbooks.filter((one) => !one.archived && one.id !== 'standard');
  const cancel = tools.words.page.cancel;

  async function change(made: ChangePlaybook['change'], revision = row.revision) {
    const answer = await make(asked, { revision, change: made });
    if (!answer) return;
    actions.addAlert({ type: 'success', message: made === 'publish' ? words.publishedToast(reader.format.number(answer.version)) : words.done });
    if (answer.playbook) onChanged(answer.playbook);
    reload();
  }
  async function publish() {
    const revision = isChanged ? await saveDraft() : row.revision;
    if (revision !== null) await change('publish', revision);
  }
  async function copy() {
    const answer = await clone.make({ lang: reader.lang }, { from: row.id });
    if (!answer) return;
    actions.addAlert({ type: 'success', message: words.cloned });
    onOpen(answer.id);
    reload();
  }
  const publishLabel = words.publish(reader.format.number(row.version + 1));
  return (
    <Flex direction="column" gap="sm">
      <Fault fault={fault ?? clone.fault} tools={tools} />
      {!row.archived && (row.draft || isChanged) && <Confirm label={publishLabel} text={words.publishText} confirm={publishLabel} cancel={cancel} busy={busy} disabled={!isSound} onConfirm={publish} />}
      <ButtonRow>
        <LoadingButton variant="secondary" size="xs" loading={clone.busy} disabled={isChanged} onClick={() => void copy()}>
          {words.clone}
        </LoadingButton>
        {inUse.findIndex((one) => one.id === row.id) > 0 && (
          <Button variant="secondary" size="xs" disabled={busy || isChanged} onClick={() => void change('up')}>
            {words.up}
          </Button>
        )}
        {row.archived && (
          <Button variant="secondary" size="xs" disabled={busy} onClick={() => void change('restore')}>
            {words.restore}
          </Button>
        )}
      </ButtonRow>
      {row.draft && row.version > 0 && !row.archived && <Confirm label={words.discard} text={words.discardText} confirm={words.discard} cancel={cancel} kind="destructive" busy={busy} onConfirm={() => change('discard')} />}
      {!row.archived && row.id !== 'standard' && <Confirm label={words.archive} text={words.archiveText} confirm={words.archive} cancel={cancel} kind="destructive" busy={busy} onConfirm={() => change('archive')} />}
    </Flex>
  );
}
