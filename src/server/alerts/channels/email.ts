import { z } from 'zod';
import { emailAddress } from '../../lib/identity.ts';
import type { MailResult, MailServer } from '../../platform/mail.ts';
import type { Channel, Sent } from '../channel.ts';
import { mailOf } from '../mail-page.ts';
import { ruled } from '../setting-rule.ts';

/** Each port has its way: 465 is TLS from the first byte, the others turn to it before anything is said. */
const PORTS = ['587', '465', '2525', '25'] as const;

const settingsShape = z.strictObject({
  host: ruled('mail-host', 253, (text) => /^[A-Za-z0-9.-]{1,253}$/.test(text)).transform((text) => text.toLowerCase()),
  port: z.enum(PORTS).default('587'),
  user: z.string().trim().max(300).default(''),
  password: z.string().max(500).default(''),
  fromName: z.string().trim().max(100).default('Baton'),
  fromAddress: ruled('mail-address', 254, (text) => emailAddress(text) === text.toLowerCase()),
});
type Settings = z.output<typeof settingsShape>;

function serverOf({ host, port, user, password }: Settings): MailServer {
  return { host, port: Number(port), security: port === '465' ? 'tls' : 'starttls', user: user === '' ? null : user, password: user === '' ? null : password };
}

/** A recipient that is not taken is one fault, a server that takes nothing another. */
function sentAs(result: MailResult): Sent {
  if (result.ok) return { ok: true };
  if (result.code === 'unreached') return { ok: false, try: 'again', afterMs: null, fault: 'unreached' };
  const fault = result.code === 'sender' ? 'refused' : result.code;
  if (result.passing) return { ok: false, try: 'again', afterMs: null, fault };
  return { ok: false, try: 'never', disables: !['recipient', 'refused'].includes(result.code), fault };
}

/** E-mail, by the account's own server. */
export const part: Channel<Settings> = {
  id: 'email',
  label: { 'pt-BR': 'E-mail', en: 'E-mail' },
  reaches: 'people',
  addresses: 'email',
  settings: [
    {
      id: 'host', input: 'text', required: true,
      label: { 'pt-BR': 'Servidor SMTP', en: 'SMTP server' },
      hint: { 'pt-BR': 'Só o nome, como smtp.empresa.com.br.', en: 'Its name alone, such as smtp.company.com.' },
    },
    {
      id: 'port', input: 'choice', required: true,
      label: { 'pt-BR': 'Porta', en: 'Port' },
      choices: PORTS.map((value) => ({ value, label: value === '465' ? { 'pt-BR': '465 (TLS)', en: '465 (TLS)' } : { 'pt-BR': `${value} (STARTTLS)`, en: `${value} (STARTTLS)` } })),
    },
    { id: 'user', input: 'text', label: { 'pt-BR': 'Usuário', en: 'User' }, hint: { 'pt-BR': 'Vazio: sem login.', en: 'Empty: without a login.' } },
    { id: 'password', input: 'secret', label: { 'pt-BR': 'Senha', en: 'Password' } },
    { id: 'fromName', input: 'text', label: { 'pt-BR': 'Nome do remetente', en: 'Name of the sender' } },
    {
      id: 'fromAddress', input: 'text', required: true,
      label: { 'pt-BR': 'Endereço do remetente', en: 'Address of the sender' },
      hint: { 'pt-BR': 'Um endereço de onde este servidor pode enviar (SPF e DKIM).', en: 'One that this server may send from (SPF and DKIM).' },
    },
  ],
  settingsShape,
  leadsTo: ({ host, port }) => ({ host, port: Number(port) }),
  cures: {
    login: { 'pt-BR': 'Informe usuário e senha de novo e teste. Muitos servidores pedem uma senha de aplicativo.', en: 'Enter user and password again, and test. Many servers want an app password.' },
    refused: { 'pt-BR': 'Confira se este servidor pode enviar deste remetente, e teste.', en: 'Check that this server may send from this sender, and test.' },
  },
  placeOf: ({ host }) => host,
  async send({ content, to, key }, settings, { sendMail }) {
    if (to === null) return { ok: false, try: 'never', disables: false, fault: 'recipient' };
    const { subject, html, text, unsubscribeUrl } = content.kind === 'mail' ? content.mail : mailOf(content.messages);
    return sentAs(await sendMail(serverOf(settings), { from: { name: settings.fromName, address: settings.fromAddress }, to, key, subject, html, text, unsubscribeUrl }));
  },
};
