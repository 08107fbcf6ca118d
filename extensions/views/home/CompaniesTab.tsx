import { useState } from 'react';
import { AutoGrid, Button, EmptyState, Flex, Link, SearchInput, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Text } from '@hubspot/ui-extensions';
import { AsOf } from '../../components/AsOf.tsx';
import { BandTag } from '../../components/BandTag.tsx';
import type { Band } from '../../contracts/health.ts';
import type { HomeCompanies, HomeCompany } from '../../contracts/home.ts';
import { useQuestion } from '../../hooks/useQuestion.ts';
import { TabFrame } from '../../components/TabFrame.tsx';
import { FilterSelect } from './FilterSelect.tsx';
import type { HomeTools } from './home-tools.ts';
import { PageButtons } from './PageButtons.tsx';

const bands: readonly Band[] = ['at-risk', 'watch', 'healthy'];
const unfiltered = { band: '', owner: '', search: '', after: '' };

type Asked = typeof unfiltered;

/** Scored companies, worst first. */
export function CompaniesTab({ tools }: { tools: HomeTools }) {
  const [asked, setAsked] = useState<Asked>(unfiltered);
  const { state, reload } = useQuestion('GET /api/1/home/companies', { lang: tools.reader.lang, ...asked }, tools.serverUrl);
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Companies view={view} asked={asked} ask={(changes) => setAsked({ ...asked, after: '', ...changes })} tools={tools} reload={reload} />}
    </TabFrame>
  );
}

interface CompaniesProps {
  view: HomeCompanies;
  asked: Asked;
  /** Another filter begins at the first page. */
  ask: (changes: Partial<Asked>) => void;
  tools: HomeTools;
  reload: () => void;
}

function Companies({ view, asked, ask, tools, reload }: CompaniesProps) {
  const { words, reader } = tools;
  const newest = view.companies.map((company) => company.day).sort().at(-1) ?? null;
  return (
    <Flex direction="column" gap="md">
      <Filters view={view} asked={asked} ask={ask} tools={tools} />
      {view.companies.length === 0 ? (
        <Nothing asked={asked} ask={ask} tools={tools} />
      ) : (
        <Table density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader width="max">{words.company}</TableHeader>
              <TableHeader align="right">{words.score}</TableHeader>
              <TableHeader>{words.band}</TableHeader>
              <TableHeader align="right">{words.nps}</TableHeader>
              <TableHeader>{words.owner}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {view.companies.map((company) => (
              <Row key={company.id} company={company} newest={newest} tools={tools} />
            ))}
          </TableBody>
        </Table>
      )}
      <AsOf at={view.asOf} reader={reader}>
        {newest === null ? '' : words.scoresOf(reader.format.day(newest))}
      </AsOf>
      <PageButtons pages={{ after: asked.after, next: view.next, goTo: (after) => ask({ after }) }} reload={reload} tools={tools} />
    </Flex>
  );
}

function Filters({ view, asked, ask, tools: { words, reader } }: Omit<CompaniesProps, 'reload'>) {
  const ownerName = (id: string) => (id === 'none' ? words.nobody : (view.owners.find((one) => one.id === id)?.name ?? words.unknownOwner(id)));
  const all = bands.reduce((sum, band) => sum + view.bands[band], 0);
  return (
    <AutoGrid columnWidth={220} flexible gap="md">
      <FilterSelect
        label={words.band}
        name="band"
        all={`${words.allBands} (${reader.format.number(all)})`}
        value={asked.band}
        choices={bands.map((band) => ({ value: band, n: view.bands[band] }))}
        nameOf={(band) => reader.words.bands[band as Band]}
        reader={reader}
        onFilter={(band) => ask({ band })}
      />
      <FilterSelect label={words.owner} name="owner" all={words.all} value={asked.owner} choices={view.owners.map(({ id, companies }) => ({ value: id, n: companies }))} nameOf={ownerName} reader={reader} onFilter={(owner) => ask({ owner })} />
      <SearchInput
        label={words.search}
        name="search"
        value={asked.search}
        onChange={(value) => {
          const search = String(value).trim().slice(0, 100);
          if (search !== asked.search) ask({ search });
        }}
      />
    </AutoGrid>
  );
}

function Nothing({ asked, ask, tools: { words } }: Pick<CompaniesProps, 'asked' | 'ask' | 'tools'>) {
  const filtered = asked.band !== '' || asked.owner !== '' || asked.search !== '';
  return (
    <EmptyState title={filtered ? words.noneFoundTitle : words.noCompaniesTitle} layout="vertical" imageName="companies">
      <Flex direction="column" gap="sm" align="center">
        <Text>{filtered ? words.noneFound : words.noCompanies}</Text>
        {filtered && (
          <Button variant="secondary" onClick={() => ask(unfiltered)}>
            {words.clear}
          </Button>
        )}
      </Flex>
    </EmptyState>
  );
}

function Row({ company, newest, tools: { words, reader } }: { company: HomeCompany; newest: string | null; tools: HomeTools }) {
  const { format } = reader;
  return (
    <TableRow>
      <TableCell width="max">
        <Link href={company.recordUrl}>{company.name ?? words.unnamed(company.id)}</Link>
      </TableCell>
      <TableCell align="right">
        <Text format={{ fontWeight: 'demibold' }}>{format.number(company.score, 1)}</Text>
        {company.day !== newest && <Text variant="microcopy">{words.scoreOf(format.day(company.day))}</Text>}
      </TableCell>
      <TableCell>
        <BandTag band={company.band} reader={reader} />
        <Text variant="microcopy">{words.since(format.day(company.bandSince))}</Text>
      </TableCell>
      <TableCell align="right">
        <Text>{company.nps === null ? words.fewAnswers : format.signed(company.nps)}</Text>
        <Text variant="microcopy">{words.answers(format.number(company.npsAnswers), company.npsAnswers === 1)}</Text>
      </TableCell>
      <TableCell>{company.owner ?? words.nobody}</TableCell>
    </TableRow>
  );
}
