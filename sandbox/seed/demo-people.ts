import type { SandboxUser } from '../core.ts';
import type { WorldPortal } from '../world.ts';

function user(index: number, firstName: string, lastName: string, role: SandboxUser['role'], locale = 'pt-br'): SandboxUser {
  const email = `${firstName}.${lastName}@zarvanti.example`.toLowerCase();
  return { id: 6_100_100 + index, email, firstName, lastName, role, ownerId: String(81_200_100 + index * 7), locale };
}

/** The demo's account: a Brazilian SaaS company (invented) with its people. */
export function demoPortal(): WorldPortal {
  return {
    portalId: 47_110_815, name: 'Zarvanti Software (demo)', timeZone: 'America/Sao_Paulo', currency: 'BRL', uiDomain: 'app.hubspot.com',
    users: [
      user(1, 'Larissa', 'Prado', 'cs-rep'), user(2, 'Tiago', 'Nakamura', 'cs-rep'), user(3, 'Renata', 'Fontes', 'cs-rep', 'en-us'),
      user(4, 'Bruno', 'Salgado', 'sales-rep'), user(5, 'Camila', 'Duarte', 'sales-rep'),
      user(6, 'Helena', 'Moura', 'manager'), user(7, 'Paulo', 'Vidal', 'admin'),
    ],
  };
}
