import type { Frequency, IssueState, Schedule, SubscriptionState } from '../../contracts/bulletin.ts';
import type { Language } from '../../contracts/envelope.ts';

const ptBR = {
  intro: 'O boletim leva os números a quem não entra no HubSpot: por e-mail, com uma página assinada, sem login. Quem recebe pode sair com um clique.',
  channels: {
    on: null,
    disabled: 'O canal de e-mail da conta está parado: os boletins esperam até alguém corrigi-lo na aba Canais.',
    none: 'A conta não tem um canal de e-mail: adicione um na aba Canais, e os boletins passam a sair.',
  } as Record<'on' | 'disabled' | 'none', string | null>,
  emptyTitle: 'Ninguém recebe o boletim ainda',
  empty: 'Adicione a primeira pessoa.',
  who: 'Quem recebe',
  when: 'Quando',
  next: 'Próximo',
  last: 'Último',
  never: 'Nenhum ainda',
  open: 'Abrir',
  openName: (email: string) => `Boletim de ${email}`,
  states: { on: 'Recebe', revoked: 'Retirado', unsubscribed: 'Saiu' } satisfies Record<SubscriptionState, string>,
  ended: (when: string) => `em ${when}`,
  issues: { waiting: 'a caminho', sent: 'enviado', 'gave-up': 'não foi entregue', 'no-channel': 'sem canal de e-mail', withdrawn: 'retirado' } satisfies Record<IssueState, string>,
  issue: (when: string, state: string, test: boolean) => `${when}${test ? ' (teste)' : ''}, ${state}`,
  frequency: 'Frequência',
  frequencies: { daily: 'Todo dia', weekly: 'Toda semana', monthly: 'Todo mês' } satisfies Record<Frequency, string>,
  weekday: 'Dia da semana',
  /** From Monday on. */
  weekdays: ['Segunda-feira', 'Terça-feira', 'Quarta-feira', 'Quinta-feira', 'Sexta-feira', 'Sábado', 'Domingo'],
  monthDay: 'Dia do mês',
  monthDayHint: 'Em meses mais curtos, vale o último dia.',
  often: ({ frequency, weekday, monthDay }: Schedule) => {
    if (frequency === 'daily') return 'Todo dia';
    if (frequency === 'weekly') return ['Toda segunda-feira', 'Toda terça-feira', 'Toda quarta-feira', 'Toda quinta-feira', 'Toda sexta-feira', 'Todo sábado', 'Todo domingo'][weekday - 1]!;
    return `Todo dia ${monthDay}${monthDay === 1 ? 'º' : ''} do mês${monthDay > 28 ? ', ou no último' : ''}`;
  },
  at: (often: string, time: string, zone: string) => `${often}, às ${time} (${zone})`,
  add: 'Adicionar pessoa',
  addedTitle: 'Pessoa adicionada',
  added: 'O primeiro boletim sai no próximo horário. Para ver antes, abra a pessoa na lista e envie um teste.',
  done: 'Fechar',
  email: 'E-mail',
  emailWrong: 'Informe o e-mail de quem recebe, como nome@empresa.com.br.',
  emailKnown: 'Este endereço já recebe: abra-o na lista para mudar o que for preciso.',
  time: 'Hora (HH:MM), no relógio de quem recebe',
  timeWrong: 'Escreva a hora assim: 08:00.',
  zone: 'Fuso de quem recebe',
  language: 'Idioma',
  languages: { 'pt-BR': 'Português', en: 'English' } satisfies Record<Language, string>,
  scope: 'Quais empresas',
  all: 'Todas as empresas',
  ownerOf: (name: string) => `Empresas de ${name}`,
  segmentOf: (name: string) => `Segmento ${name}`,
  reason: 'Por que esta pessoa recebe (aparece em cada e-mail)',
  again: 'Esta pessoa saiu ou foi retirada, e pediu para receber de novo',
  againWrong: 'Esta pessoa saiu ou foi retirada. Só a adicione se ela pediu, e marque isso acima.',
  test: 'Enviar um teste',
  testText: 'Vai agora, marcado como teste; o que está programado segue como estava.',
  tested: 'O teste está a caminho.',
  notTested: 'O teste não saiu: a conta não tem um canal de e-mail.',
  choices: 'O que a pessoa recebe',
  save: 'Salvar',
  revoke: 'Retirar do boletim',
  revokeText: (email: string) => `${email} deixa de receber, e os links já enviados deixam de abrir na hora.`,
  revoked: 'Pessoa retirada',
  by: (name: string) => `adicionado por ${name}`,
};

export type BulletinWording = typeof ptBR;

/** 1 -> "1st". */
function ordinal(day: number): string {
  return `${day}${{ one: 'st', two: 'nd', few: 'rd', other: 'th' }[new Intl.PluralRules('en', { type: 'ordinal' }).select(day) as 'one']}`;
}

const en: BulletinWording = {
  intro: 'The bulletin brings the figures to those who do not log in to HubSpot: by e-mail, with a signed page, without a login. Readers leave with one click.',
  channels: {
    on: null,
    disabled: "The account's e-mail channel has stopped: bulletins wait until somebody mends it on the tab Channels.",
    none: 'The account has no e-mail channel: add one on the tab Channels, and bulletins go out.',
  },
  emptyTitle: 'Nobody gets the bulletin yet',
  empty: 'Add the first person.',
  who: 'Who gets it',
  when: 'When',
  next: 'Next',
  last: 'Last',
  never: 'None yet',
  open: 'Open',
  openName: (email) => `Bulletin of ${email}`,
  states: { on: 'Gets it', revoked: 'Taken out', unsubscribed: 'Left' },
  ended: (when) => `on ${when}`,
  issues: { waiting: 'on its way', sent: 'sent', 'gave-up': 'not delivered', 'no-channel': 'no e-mail channel', withdrawn: 'withdrawn' },
  issue: (when, state, test) => `${when}${test ? ' (test)' : ''}, ${state}`,
  frequency: 'How often',
  frequencies: { daily: 'Every day', weekly: 'Every week', monthly: 'Every month' },
  weekday: 'Day of the week',
  weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  monthDay: 'Day of the month',
  monthDayHint: 'In shorter months, the last day counts.',
  often: ({ frequency, weekday, monthDay }) => {
    if (frequency === 'daily') return 'Every day';
    if (frequency === 'weekly') return `Every ${en.weekdays[weekday - 1]!}`;
    return `On the ${ordinal(monthDay)} of each month${monthDay > 28 ? ', or its last day' : ''}`;
  },
  at: (often, time, zone) => `${often} at ${time} (${zone})`,
  add: 'Add a person',
  addedTitle: 'Person added',
  added: 'The first bulletin goes out at the next time. To see one before, open the person in the list and send a test.',
  done: 'Close',
  email: 'E-mail',
  emailWrong: 'Enter the e-mail of who gets it, such as name@company.com.',
  emailKnown: 'This address gets it already: open it in the list to change what is needed.',
  time: "Time (HH:MM), by the reader's clock",
  timeWrong: 'Write the time like this: 08:00.',
  zone: "The reader's time zone",
  language: 'Language',
  languages: { 'pt-BR': 'Português', en: 'English' },
  scope: 'Which companies',
  all: 'All companies',
  ownerOf: (name) => `Companies of ${name}`,
  segmentOf: (name) => `Segment ${name}`,
  reason: 'Why this person gets it (stands in each mail)',
  again: 'This person left or was taken out, and asked to get it again',
  againWrong: 'This person left or was taken out. Add them only if they asked, and mark that above.',
  test: 'Send a test',
  testText: 'It goes now, marked as a test; what is scheduled goes on as it was.',
  tested: 'The test is on its way.',
  notTested: 'The test did not go out: the account has no e-mail channel.',
  choices: 'What this person gets',
  save: 'Save',
  revoke: 'Take out of the bulletin',
  revokeText: (email) => `${email} gets it no more, and the links that were sent stop opening at once.`,
  revoked: 'Person taken out',
  by: (name) => `added by ${name}`,
};

/** The words of the settings' tab "Bulletin". */
export const bulletinWording: Record<Language, BulletinWording> = { 'pt-BR': ptBR, en };
