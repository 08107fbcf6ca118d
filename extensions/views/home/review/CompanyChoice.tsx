import { useState } from 'react';
import { Flex, SearchInput, Select, Text } from '@hubspot/ui-extensions';
import type { FoundCompanies, ReviewAnswer, ReviewCompany } from '../../../contracts/review.ts';
import { useQuestion } from '../../../hooks/useQuestion.ts';
import { TabFrame } from '../../../components/TabFrame.tsx';
import type { HomeTools } from '../home-tools.ts';

/** The choice that opens the search. */
const other = 'other';
/** Shorter texts are in too many names. */
const shortest = 2;

interface CompanyChoiceProps {
  answer: ReviewAnswer;
  tools: HomeTools;
  choose: (company: ReviewCompany | null) => void;
}

/** One of the candidates, or any other company by search. */
export function CompanyChoice({ answer, tools, choose }: CompanyChoiceProps) {
  const words = tools.words.review;
  const { candidates } = answer;
  const [chosen, setChosen] = useState(candidates.length === 0 ? other : '');

  function pick(value: string) {
    setChosen(value);
    choose(candidates.find((one) => one.id === value) ?? null);
  }
  return (
    <>
      {candidates.length === 0 ? (
        <Text>{words.noCandidates}</Text>
      ) : (
        <Select
          label={words.candidates(answer.person)}
          name={`company-${answer.id}`}
          placeholder={words.choose}
          value={chosen}
          options={[...candidates.map((one) => ({ value: one.id, label: one.name ?? tools.words.unnamed(one.id) })), { value: other, label: words.other }]}
          onChange={(value) => pick(String(value))}
        />
      )}
      {chosen === other && <Search answerId={answer.id} tools={tools} choose={choose} />}
    </>
  );
}

function Search({ answerId, tools, choose }: Omit<CompanyChoiceProps, 'answer'> & { answerId: string }) {
  const words = tools.words.review;
  const [search, setSearch] = useState('');

  function look(value: string) {
    const text = value.trim().slice(0, 100);
    if (text === search) return;
    setSearch(text);
    choose(null);
  }
  return (
    <Flex direction="column" gap="sm">
      <SearchInput label={words.search} name={`search-${answerId}`} description={words.searchHint} value={search} onChange={(value) => look(String(value))} />
      {search.length >= shortest && <Found key={search} search={search} name={`found-${answerId}`} tools={tools} choose={choose} />}
    </Flex>
  );
}

function Found({ search, name, tools, choose }: { search: string; name: string } & Omit<CompanyChoiceProps, 'answer'>) {
  const { state, reload } = useQuestion('GET /api/1/home/review/companies', { lang: tools.reader.lang, search }, tools.serverUrl);
  if (state.kind === 'loading') return <Text variant="microcopy">{tools.words.review.searching}</Text>;
  return (
    <TabFrame state={state} tools={tools} reload={reload}>
      {(view) => <Choices companies={view.companies} search={search} name={name} tools={tools} choose={choose} />}
    </TabFrame>
  );
}

function Choices({ companies, search, name, tools, choose }: { companies: FoundCompanies['companies']; search: string; name: string } & Omit<CompanyChoiceProps, 'answer'>) {
  const words = tools.words.review;
  const [chosen, setChosen] = useState('');
  if (companies.length === 0) return <Text>{words.nothingFound(search)}</Text>;

  function pick(value: string) {
    setChosen(value);
    choose(companies.find((one) => one.id === value) ?? null);
  }
  const labelOf = ({ id, name: called, domain }: FoundCompanies['companies'][number]) => {
    const label = called ?? tools.words.unnamed(id);
    return domain === null ? label : `${label} (${domain})`;
  };
  return (
    <Select
      label={words.found}
      name={name}
      placeholder={words.choose}
      value={chosen}
      options={companies.map((one) => ({ value: one.id, label: labelOf(one) }))}
      onChange={(value) => pick(String(value))}
    />
  );
}
