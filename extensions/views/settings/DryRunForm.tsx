import { useState } from 'react';
import { EmptyState, Flex, Heading, List, LoadingButton, Select, StatusTag, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text, ToggleGroup } from '@hubspot/ui-extensions';
import type { DryRunView, PlaybooksView } from '../../contracts/playbooks.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { moneyOf } from '../../wording/money.ts';
import { pipelineName } from './condition-text.ts';
import type { PageTools } from './page-tools.ts';
import { Fault } from '../../components/TabFrame.tsx';

/** A past deal, and what a handoff of it would begin with; nothing is written. */
export function DryRunForm({ view, tools }: { view: PlaybooksView; tools: PageTools }) {
  const { reader, serverUrl } = tools;
  const words = tools.words.playbooks;
  const anyDraft = view.playbooks.some((one) => one.draft);
  const [tried, setTried] = useState({ dealId: view.deals[0]?.id ?? '', drafts: anyDraft });
  const [seen, setSeen] = useState<{ of: typeof tried; view: DryRunView | null } | null>(null);
  const { busy, fault, make } = useChange('POST /api/1/settings/dry-run', serverUrl);
  const choose = (part: Partial<typeof tried>) => setTried({ ...tried, ...part });
  if (view.deals.length === 0) {
    return (
      <EmptyState title={words.noDeals} layout="vertical" imageName="deals">
        <Text>{words.dryIntro}</Text>
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{words.dryIntro}</Text>
      <Select
        label={words.deal}
        name="deal"
        value={tried.dealId}
        options={view.deals.map(({ id, name, wonAt }) => ({ value: id, label: [name ?? id, wonAt && reader.format.date(wonAt)].filter(Boolean).join(', ') }))}
        onChange={(id) => choose({ dealId: String(id) })}
      />
      {anyDraft && (
        <ToggleGroup
          toggleType="radioButtonList"
          label={words.which}
          name="which"
          value={tried.drafts ? 'drafts' : 'published'}
          options={[{ value: 'drafts', label: words.whichDrafts }, { value: 'published', label: words.whichPublished }]}
          onChange={(which) => choose({ drafts: which === 'drafts' })}
        />
      )}
      <Fault fault={fault} tools={tools} />
      <LoadingButton variant="primary" loading={busy} onClick={() => void make({ lang: reader.lang }, tried, false).then((answer) => setSeen({ of: tried, view: answer }))}>
        {words.run}
      </LoadingButton>
      {/* An answer may come when another deal is chosen. */}
      {seen?.view && seen.of === tried && <Outcome seen={seen.view} view={view} tools={tools} />}
    </Flex>
  );
}

interface OutcomeProps {
  seen: DryRunView;
  view: PlaybooksView;
  tools: PageTools;
}

function Outcome({ seen, view, tools }: OutcomeProps) {
  const words = tools.words.playbooks;
  const { format } = tools.reader;
  const { sale, playbook } = seen;
  const facts = [
    sale.name,
    sale.amount !== null && moneyOf(sale.amount, view.currency, tools.reader),
    sale.pipeline && words.condition.pipeline(pipelineName(sale.pipeline, view.pipelines)),
    itemsText(sale.lineItems, tools),
  ];
  const nameOf = (id: string) => view.fields.find((field) => field.id === id)?.label ?? id;
  return (
    <Flex direction="column" gap="sm">
      <Heading>{words.outcome}</Heading>
      <Text format={{ fontWeight: 'demibold' }}>{words.chosen(playbook.name, playbook.version === null ? null : format.number(playbook.version))}</Text>
      <Text>{words.looked(facts.filter(Boolean).join(' · '))}</Text>
      {seen.passedOver.length > 0 && (
        <>
          <Text format={{ fontWeight: 'demibold' }}>{words.passedOver}</Text>
          <List variant="unordered">
            {seen.passedOver.map(({ name, reason }, at) => (
              <Text key={at}>
                {name}: {reason}
              </Text>
            ))}
          </List>
        </>
      )}
      <Text>{seen.missing.length === 0 ? words.nothingMissing : words.missing(seen.missing.map(nameOf).join(', '))}</Text>
      <Text variant="microcopy">{words.begins(format.instant(seen.begins))}</Text>
      <Text variant="microcopy">{words.pace(seen.outreachDays, format.number(seen.firstValueDays), seen.firstValueDays === 1)}</Text>
      <Legs seen={seen} tools={tools} />
    </Flex>
  );
}

function itemsText(count: number | null, { words: { playbooks: words }, reader }: PageTools): string {
  if (count === null) return words.itemsUnknown;
  return count === 0 ? words.noLineItems : words.lineItems(reader.format.number(count), count === 1);
}

function Legs({ seen, tools }: Pick<OutcomeProps, 'seen' | 'tools'>) {
  const words = tools.words.playbooks;
  const when = (at: string | null) => (at === null ? '-' : tools.reader.format.instant(at));
  return (
    <Table density="condensed">
      <TableHead>
        <TableRow>
          <TableHeader width="max">{words.legHead}</TableHeader>
          <TableHeader>{words.acceptBy}</TableHeader>
          <TableHeader>{words.dueAt}</TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {seen.legs.map((leg) => (
          <TableRow key={leg.id}>
            <TableCell width="max">
              <Text format={{ fontWeight: 'demibold' }}>{leg.label}</Text>
              {leg.skipped !== null && (
                <>
                  <StatusTag variant="default">{words.skipped}</StatusTag>
                  <Text variant="microcopy">{leg.skipped}</Text>
                </>
              )}
              {leg.skipped === null &&
                seen.steps
                  .filter((step) => step.leg === leg.id)
                  .map((step) => (
                    <Text key={step.id} variant="microcopy">
                      {step.skipped === null ? step.label : words.skippedStep(step.label, step.skipped)}
                    </Text>
                  ))}
            </TableCell>
            <TableCell>{when(leg.acceptBy)}</TableCell>
            <TableCell>{when(leg.dueAt)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
