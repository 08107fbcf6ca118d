/** A day and a time of a zone (IANA name), as the language writes them: "18 de nov. de 2026, 12:00". */
export function momentText(at: Date, language: string, timeZone: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}
