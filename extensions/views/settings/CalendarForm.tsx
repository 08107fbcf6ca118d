import { useState } from 'react';
import { Button, Flex, Heading, Input, Select, Table, TableBody, TableCell, TableRow, Text } from '@hubspot/ui-extensions';
import type { CalendarView, Holiday } from '../../contracts/playbooks.ts';
import { useChange } from '../../hooks/useQuestion.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { DayInput } from '../../components/DayInput.tsx';
import type { PageTools } from './page-tools.ts';
import { Fault } from '../../components/TabFrame.tsx';

interface CalendarProps {
  view: CalendarView;
  tools: PageTools;
  reload: () => void;
}

/** A select takes no empty value for a choice. */
const ofAccount = 'account';

/** When the account works: hours a weekday, time zone, holidays. */
export function CalendarForm({ view, tools, reload }: CalendarProps) {
  const words = tools.words.playbooks;
  const [calendar, setCalendar] = useState(view.calendar);
  // What the server has: a calendar may be saved, and then not be read again.
  const [kept, setKept] = useState({ revision: view.revision, calendar: view.calendar });
  const save = useChange('POST /api/1/settings/calendar', tools.serverUrl);
  const admin = view.role === 'admin';
  const set = (part: Partial<typeof calendar>) => setCalendar((before) => ({ ...before, ...part }));

  async function keep() {
    const answer = await save.make({ lang: tools.reader.lang }, { revision: kept.revision, calendar });
    if (!answer) return;
    setKept({ revision: answer.revision, calendar });
    tools.actions.addAlert({ type: 'success', message: words.calendarSaved });
    reload();
  }
  return (
    <Flex direction="column" gap="md">
      <Text>{words.calendarIntro}</Text>
      <Heading>{words.weekTitle}</Heading>
      <Text variant="microcopy">{words.weekHint}</Text>
      {[1, 2, 3, 4, 5, 6, 0].map((day) => (
        <Input key={day} label={words.weekdays[day] ?? ''} name={`day-${day}`} readOnly={!admin} value={calendar.week[day] ?? ''} onInput={(text) => set({ week: calendar.week.map((one, at) => (at === day ? text : one)) })} />
      ))}
      <Select
        label={words.zone}
        name="zone"
        readOnly={!admin}
        value={calendar.timeZone ?? ofAccount}
        options={[{ value: ofAccount, label: words.accountZone(view.accountZone) }, ...view.zones.map((zone) => ({ value: zone, label: zone }))]}
        onChange={(zone) => set({ timeZone: zone === ofAccount ? null : String(zone) })}
      />
      <Holidays view={view} holidays={calendar.holidays} tools={tools} onChange={(holidays) => set({ holidays })} />
      <Fault fault={save.fault} tools={tools} />
      {admin ? (
        <Confirm label={words.saveCalendar} text={words.calendarText} confirm={words.saveCalendar} cancel={tools.words.page.cancel} busy={save.busy} disabled={calendar === kept.calendar} onConfirm={keep} />
      ) : (
        <Text variant="microcopy">{tools.words.page.readOnly}</Text>
      )}
    </Flex>
  );
}

function Holidays({ view, holidays, tools, onChange }: Omit<CalendarProps, 'reload'> & { holidays: readonly Holiday[]; onChange: (holidays: Holiday[]) => void }) {
  const words = tools.words.playbooks;
  const admin = view.role === 'admin';
  const [offer, setOffer] = useState(view.offers[0]?.id ?? '');
  const add = (more: readonly Holiday[]) => onChange([...holidays.filter((one) => !more.some((two) => two.day === one.day)), ...more].sort((a, b) => (a.day < b.day ? -1 : 1)));
  return (
    <>
      <Heading>{words.holidaysTitle}</Heading>
      {holidays.length === 0 && <Text>{words.noHolidays}</Text>}
      {holidays.length > 0 && (
        <Table density="condensed">
          <TableBody>
            {holidays.map((one) => (
              <TableRow key={one.day}>
                <TableCell>{tools.reader.format.day(one.day)}</TableCell>
                <TableCell width="max">{one.name}</TableCell>
                <TableCell align="right">
                  {admin && (
                    <Button variant="transparent" size="xs" onClick={() => onChange(holidays.filter((two) => two !== one))}>
                      {words.remove}
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      {admin && (
        <>
          <Flex direction="row" gap="sm" align="end" wrap>
            <Select label={words.offer} name="offer" value={offer} options={view.offers.map(({ id, label }) => ({ value: id, label }))} onChange={(id) => setOffer(String(id))} />
            <Button variant="secondary" onClick={() => add(view.offers.find((one) => one.id === offer)?.holidays ?? [])}>
              {words.addOffer}
            </Button>
          </Flex>
          <NewHoliday key={holidays.length} tools={tools} onAdd={(one) => add([one])} />
        </>
      )}
    </>
  );
}

function NewHoliday({ tools, onAdd }: { tools: PageTools; onAdd: (holiday: Holiday) => void }) {
  const words = tools.words.playbooks;
  const [day, setDay] = useState<string | null>(null);
  const [name, setName] = useState('');
  return (
    <Flex direction="row" gap="sm" align="end" wrap>
      <DayInput label={words.holidayDay} name="holiday-day" day={day} onDay={setDay} />
      <Input label={words.holidayName} name="holiday-name" value={name} onInput={setName} />
      <Button variant="secondary" disabled={day === null || name.trim() === ''} onClick={() => (day === null ? undefined : onAdd({ day, name: name.trim() }))}>
        {words.addHoliday}
      </Button>
    </Flex>
  );
}
