import type { InstallFault } from './oauth.ts';

interface Words {
  title: string;
  text: string;
}

const INSTALLED: [Words, Words] = [
  {
    title: 'Baton está conectado',
    text: 'Os dados da conta estão sendo lidos. Você pode fechar esta página e voltar ao HubSpot.',
  },
  { title: 'Baton is connected', text: 'The account is being read now. You can close this page and go back to HubSpot.' },
];

const FAULTS: Record<InstallFault, [Words, Words]> = {
  state: [
    { title: 'Esta instalação não pode continuar', text: 'O link expirou, já foi usado ou foi aberto em outro navegador. Comece a instalação de novo.' },
    { title: 'This installation cannot go on', text: 'The link has expired, was used already or was opened in another browser. Begin the installation again.' },
  ],
  denied: [
    { title: 'O acesso não foi concedido', text: 'Nada foi instalado. Para usar o Baton, um administrador precisa aceitar os acessos pedidos.' },
    { title: 'Access was not granted', text: 'Nothing was installed. To use Baton, an admin has to accept the access it asks for.' },
  ],
  code: [
    { title: 'O HubSpot não aceitou o código', text: 'O código já foi usado ou expirou. Comece a instalação de novo.' },
    { title: 'HubSpot did not take the code', text: 'The code was used already or has expired. Begin the installation again.' },
  ],
  foreign: [
    { title: 'Este acesso não é do Baton', text: 'O HubSpot entregou um acesso de outro aplicativo ou de outra conta. Nada foi guardado. Comece a instalação de novo.' },
    { title: 'This access is not for Baton', text: 'HubSpot handed over access of another app or account. Nothing was kept. Begin the installation again.' },
  ],
  later: [
    { title: 'O HubSpot não respondeu', text: 'Nada foi instalado. Espere um minuto e comece a instalação de novo.' },
    { title: 'HubSpot did not answer', text: 'Nothing was installed. Wait a minute and begin the installation again.' },
  ],
};

/** The page after an install; fixed words only, so that it can show nobody's data. */
export function installedPage(): string {
  return page(INSTALLED);
}

/** The page of a refused install: the fault and its cure. */
export function refusedPage(reason: InstallFault): string {
  return page(FAULTS[reason]);
}

function page([portuguese, english]: [Words, Words]): string {
  return `<!doctype html>
<html lang="pt-BR">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Baton</title></head>
<body>
<main>
<h1>${portuguese.title}</h1><p>${portuguese.text}</p>
<section lang="en"><h2>${english.title}</h2><p>${english.text}</p></section>
</main>
</body>
</html>`;
}
