import type { Frequency } from '../../../extensions/contracts/bulletin.ts';
import type { Language } from '../../../extensions/contracts/envelope.ts';

interface Message {
  title: string;
  text: string;
}

const ptBR = {
  closed: {
    title: 'Este link não abre mais',
    text: 'Cada boletim fica aberto por 14 dias, e só enquanto o recebimento estiver ativo. O próximo boletim traz um link novo. Se ele não vem mais, peça a quem cuida do Baton na sua empresa.',
  } as Message,
  leave: (email: string): Message => ({ title: 'Cancelar o boletim', text: `Depois de cancelar, ${email} não recebe mais o boletim, e os links dos anteriores deixam de abrir.` }),
  leaveButton: 'Cancelar o recebimento',
  left: { title: 'Recebimento cancelado', text: 'Este endereço não recebe mais o boletim. Se mudar de ideia, peça a quem cuida do Baton na sua empresa.' } as Message,
  preferences: { title: 'Frequência e idioma', text: 'Escolha como quer receber o boletim.' } as Message,
  frequency: 'Frequência',
  frequencies: { daily: 'Todo dia', weekly: 'Toda semana', monthly: 'Todo mês' } as Record<Frequency, string>,
  language: 'Idioma',
  languages: { 'pt-BR': 'Português', en: 'English' } as Record<Language, string>,
  next: 'Continuar',
  confirm: (frequency: string, language: string): Message => ({ title: 'Confirme a mudança', text: `Frequência: ${frequency.toLowerCase()}. Idioma: ${language}.` }),
  confirmButton: 'Confirmar',
  changed: (next: string): Message => ({ title: 'Pronto', text: `O próximo boletim vem em ${next}.` }),
};

/** The words of the pages around a bulletin. */
export type PageWording = typeof ptBR;

const en: PageWording = {
  closed: {
    title: 'This link opens nothing any more',
    text: 'Each bulletin stays open for 14 days, and only while you are subscribed. The next bulletin brings a new link. If none comes any more, ask whoever looks after Baton in your company.',
  },
  leave: (email) => ({ title: 'Unsubscribe from the bulletin', text: `Once you unsubscribe, ${email} gets no more bulletins, and the links of earlier ones open nothing any more.` }),
  leaveButton: 'Unsubscribe',
  left: { title: 'You are unsubscribed', text: 'This address gets no more bulletins. If you change your mind, ask whoever looks after Baton in your company.' },
  preferences: { title: 'Frequency and language', text: 'Choose how you want to get the bulletin.' },
  frequency: 'Frequency',
  frequencies: { daily: 'Every day', weekly: 'Every week', monthly: 'Every month' },
  language: 'Language',
  languages: { 'pt-BR': 'Português', en: 'English' },
  next: 'Continue',
  confirm: (frequency, language) => ({ title: 'Confirm the change', text: `Frequency: ${frequency.toLowerCase()}. Language: ${language}.` }),
  confirmButton: 'Confirm',
  changed: (next) => ({ title: 'Done', text: `The next bulletin comes on ${next}.` }),
};

export const pageWording: Record<Language, PageWording> = { 'pt-BR': ptBR, en };
