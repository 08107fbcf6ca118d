export interface CompaniesTable {
  portal_id: number;
  company_id: number;
  name: string | null;
  domain: string | null;
  extra_domains: string[];
  /** Digits and letters only; null where absent or not a CNPJ. */
  cnpj: string | null;
  owner_id: number | null;
  lifecycle_stage: string | null;
  is_customer: boolean;
  customer_since: Date | null;
  last_contacted_at: Date | null;
  hs_created_at: Date | null;
  hs_updated_at: Date | null;
  archived: boolean;
  /** The company this one was merged into; its own facts no longer count. */
  merged_into: number | null;
}

export interface ContactsTable {
  portal_id: number;
  contact_id: number;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  job_title: string | null;
  /** The primary company. */
  company_id: number | null;
  hs_updated_at: Date | null;
  archived: boolean;
}

/** Every address of a contact, lower case. */
export interface ContactEmailsTable {
  portal_id: number;
  email: string;
  contact_id: number;
}

export interface OwnersTable {
  portal_id: number;
  owner_id: number;
  user_id: number | null;
  email: string | null;
  name: string | null;
  archived: boolean;
}

export interface DealsTable {
  portal_id: number;
  deal_id: number;
  company_id: number | null;
  owner_id: number | null;
  name: string | null;
  pipeline: string | null;
  stage: string | null;
  amount: number | null;
  /** YYYY-MM-DD in the portal's time zone. */
  close_date: string | null;
  is_closed: boolean;
  is_won: boolean;
  created_at: Date | null;
  stage_entered_at: Date | null;
  last_activity_at: Date | null;
  hs_updated_at: Date | null;
  archived: boolean;
}

export interface TicketsTable {
  portal_id: number;
  ticket_id: number;
  company_id: number | null;
  subject: string | null;
  priority: string | null;
  pipeline: string | null;
  stage: string | null;
  is_closed: boolean;
  created_at: Date | null;
  closed_at: Date | null;
  hs_updated_at: Date | null;
  archived: boolean;
}

declare module '../platform/db.ts' {
  interface Tables {
    companies: CompaniesTable;
    contacts: ContactsTable;
    contact_emails: ContactEmailsTable;
    owners: OwnersTable;
    deals: DealsTable;
    tickets: TicketsTable;
  }
}
