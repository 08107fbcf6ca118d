import type { PropertyInfo } from '../api.ts';
import { formatProperty, type Region } from '../format.ts';
import type { PageLanguage } from './words.ts';

/** Labels of HubSpot's own properties and values in both languages; the account's and apps' own keep theirs. */
const PROPERTIES: Record<string, [pt: string, en: string]> = {
  name: ['Nome', 'Name'],
  domain: ['Domínio', 'Domain'],
  website: ['Site', 'Website'],
  phone: ['Telefone', 'Phone'],
  city: ['Cidade', 'City'],
  state: ['Estado', 'State'],
  country: ['País', 'Country'],
  industry: ['Setor', 'Industry'],
  numberofemployees: ['Funcionários', 'Employees'],
  annualrevenue: ['Receita anual', 'Annual revenue'],
  lifecyclestage: ['Estágio do ciclo de vida', 'Lifecycle stage'],
  hubspot_owner_id: ['Responsável', 'Owner'],
  notes_last_contacted: ['Último contato', 'Last contacted'],
  createdate: ['Criado em', 'Created'],
  email: ['E-mail', 'Email'],
  firstname: ['Nome', 'First name'],
  lastname: ['Sobrenome', 'Last name'],
  company: ['Empresa', 'Company'],
  jobtitle: ['Cargo', 'Job title'],
  hs_buying_role: ['Papel na compra', 'Buying role'],
  dealname: ['Nome do negócio', 'Deal name'],
  amount: ['Valor', 'Amount'],
  closedate: ['Fechamento', 'Close date'],
  dealstage: ['Etapa', 'Stage'],
  dealtype: ['Tipo', 'Type'],
  notes_last_updated: ['Última atividade', 'Last activity'],
  pipeline: ['Pipeline', 'Pipeline'],
  subject: ['Assunto', 'Subject'],
  content: ['Descrição', 'Description'],
  hs_pipeline: ['Pipeline', 'Pipeline'],
  hs_pipeline_stage: ['Etapa', 'Stage'],
  hs_ticket_priority: ['Prioridade', 'Priority'],
  hs_ticket_category: ['Categoria', 'Category'],
  closed_date: ['Fechado em', 'Closed'],
  source_type: ['Origem', 'Source'],
  hs_v2_date_entered_customer: ['Cliente desde', 'Customer since'],
  hs_lifecyclestage_customer_date: ['Cliente desde', 'Customer since'],
};

const VALUES: Record<string, Record<string, [pt: string, en: string]>> = {
  lifecyclestage: {
    subscriber: ['Assinante', 'Subscriber'],
    lead: ['Lead', 'Lead'],
    marketingqualifiedlead: ['Lead qualificado por marketing', 'Marketing qualified lead'],
    salesqualifiedlead: ['Lead qualificado por vendas', 'Sales qualified lead'],
    opportunity: ['Oportunidade', 'Opportunity'],
    customer: ['Cliente', 'Customer'],
    evangelist: ['Promotor', 'Evangelist'],
    other: ['Outro', 'Other'],
  },
  dealstage: {
    appointmentscheduled: ['Reunião agendada', 'Appointment scheduled'],
    qualifiedtobuy: ['Qualificado', 'Qualified to buy'],
    presentationscheduled: ['Apresentação agendada', 'Presentation scheduled'],
    decisionmakerboughtin: ['Decisor de acordo', 'Decision maker bought in'],
    contractsent: ['Contrato enviado', 'Contract sent'],
    closedwon: ['Ganho', 'Closed won'],
    closedlost: ['Perdido', 'Closed lost'],
  },
  dealtype: { newbusiness: ['Novo cliente', 'New business'], existingbusiness: ['Cliente atual', 'Existing business'] },
  pipeline: { default: ['Vendas', 'Sales'] },
  hs_pipeline: { '0': ['Suporte', 'Support'] },
  hs_pipeline_stage: {
    '1': ['Novo', 'New'],
    '2': ['Esperando o cliente', 'Waiting on contact'],
    '3': ['Esperando a equipe', 'Waiting on us'],
    '4': ['Fechado', 'Closed'],
  },
  hs_ticket_priority: { LOW: ['Baixa', 'Low'], MEDIUM: ['Média', 'Medium'], HIGH: ['Alta', 'High'], URGENT: ['Urgente', 'Urgent'] },
  hs_ticket_category: {
    PRODUCT_ISSUE: ['Problema no produto', 'Product issue'],
    BILLING_ISSUE: ['Cobrança', 'Billing issue'],
    FEATURE_REQUEST: ['Pedido de melhoria', 'Feature request'],
    GENERAL_INQUIRY: ['Dúvida geral', 'General inquiry'],
  },
  industry: {
    FOOD_PRODUCTION: ['Alimentos', 'Food production'],
    LOGISTICS_AND_SUPPLY_CHAIN: ['Logística', 'Logistics and supply chain'],
    HOSPITAL_HEALTH_CARE: ['Saúde', 'Hospital and health care'],
    RENEWABLES_ENVIRONMENT: ['Energia renovável', 'Renewables and environment'],
    RETAIL: ['Varejo', 'Retail'],
    CONSTRUCTION: ['Construção', 'Construction'],
    EDUCATION_MANAGEMENT: ['Educação', 'Education management'],
    TEXTILES: ['Têxtil', 'Textiles'],
    INSURANCE: ['Seguros', 'Insurance'],
    FARMING: ['Agropecuária', 'Farming'],
    PHARMACEUTICALS: ['Farmacêutico', 'Pharmaceuticals'],
    FURNITURE: ['Móveis', 'Furniture'],
    ACCOUNTING: ['Contabilidade', 'Accounting'],
    HOSPITALITY: ['Hotelaria', 'Hospitality'],
  },
  hs_buying_role: {
    BLOCKER: ['Resiste', 'Blocker'],
    BUDGET_HOLDER: ['Dono do orçamento', 'Budget holder'],
    CHAMPION: ['Defende a compra', 'Champion'],
    DECISION_MAKER: ['Quem decide', 'Decision maker'],
    END_USER: ['Usuário final', 'End user'],
    EXECUTIVE_SPONSOR: ['Patrocínio da direção', 'Executive sponsor'],
    INFLUENCER: ['Influencia', 'Influencer'],
    LEGAL_AND_COMPLIANCE: ['Jurídico e compliance', 'Legal and compliance'],
    OTHER: ['Outro', 'Other'],
  },
  hs_task_status: {
    NOT_STARTED: ['A fazer', 'Not started'],
    IN_PROGRESS: ['Em andamento', 'In progress'],
    WAITING: ['Esperando', 'Waiting'],
    DEFERRED: ['Adiada', 'Deferred'],
    COMPLETED: ['Concluída', 'Completed'],
  },
  hs_task_priority: { LOW: ['Baixa', 'Low'], MEDIUM: ['Média', 'Medium'], HIGH: ['Alta', 'High'] },
  recurringbillingfrequency: {
    weekly: ['Semanal', 'Weekly'],
    biweekly: ['Quinzenal', 'Every two weeks'],
    monthly: ['Mensal', 'Monthly'],
    quarterly: ['Trimestral', 'Quarterly'],
    per_six_months: ['Semestral', 'Every six months'],
    annually: ['Anual', 'Annually'],
    per_two_years: ['A cada 2 anos', 'Every two years'],
    per_three_years: ['A cada 3 anos', 'Every three years'],
    per_four_years: ['A cada 4 anos', 'Every four years'],
    per_five_years: ['A cada 5 anos', 'Every five years'],
  },
  source_type: { EMAIL: ['E-mail', 'Email'], CHAT: ['Chat', 'Chat'], PHONE: ['Telefone', 'Phone'], FORM: ['Formulário', 'Form'] },
  baton_health_band: { healthy: ['Saudável', 'Healthy'], watch: ['Atenção', 'Watch'], 'at-risk': ['Em risco', 'At risk'] },
};

function inLanguage(pair: [string, string], language: PageLanguage): string {
  return language === 'pt-BR' ? pair[0] : pair[1];
}

/** FARMING_AND_FISHING to Farming and fishing. */
function sentence(code: string): string {
  return code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' ');
}

/** A property's name for people, HubSpot's own ones in the reader's language. */
export function propertyLabel(name: string, info: PropertyInfo | undefined, language: PageLanguage): string {
  const pair = PROPERTIES[name];
  const own = info?.label ?? name;
  return pair ? inLanguage(pair, language) : own.charAt(0).toUpperCase() + own.slice(1);
}

/** A property's value for people; empty text where there is none. */
export function propertyText(name: string, value: string | null | undefined, info: PropertyInfo | undefined, region: Region & { language: string }): string {
  if (value === null || value === undefined || value === '') return '';
  const pair = VALUES[name]?.[value] ?? VALUES[name]?.[value.replaceAll('_', '-')];
  if (pair) return inLanguage(pair, region.language as PageLanguage);
  const code = name === 'industry' && /^[A-Z_]+$/.test(value);
  return code ? sentence(value) : formatProperty(value, info, region);
}
