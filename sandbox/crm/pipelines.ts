/** A stage of the deals' pipeline as HubSpot sets it up: id, label and the probability of a win. */
export interface DealStage {
  id: string;
  label: string;
  /** 0 to 1. */
  probability: number;
  /** Absent while a deal in this stage is open. */
  outcome?: 'won' | 'lost';
}

/** The stages of the one pipeline of deals, in their order. */
export const dealStages: readonly DealStage[] = [
  { id: 'appointmentscheduled', label: 'Appointment Scheduled', probability: 0.2 },
  { id: 'qualifiedtobuy', label: 'Qualified To Buy', probability: 0.4 },
  { id: 'presentationscheduled', label: 'Presentation Scheduled', probability: 0.6 },
  { id: 'decisionmakerboughtin', label: 'Decision Maker Bought-In', probability: 0.8 },
  { id: 'contractsent', label: 'Contract Sent', probability: 0.9 },
  { id: 'closedwon', label: 'Closed Won', probability: 1, outcome: 'won' },
  { id: 'closedlost', label: 'Closed Lost', probability: 0, outcome: 'lost' },
];

/** The stages of the one pipeline of tickets. */
export const ticketStages: readonly { id: string; label: string }[] = [
  { id: '1', label: 'New' }, { id: '2', label: 'Waiting on contact' }, { id: '3', label: 'Waiting on us' }, { id: '4', label: 'Closed' },
];
/** The ticket stage that closes a ticket. */
export const closedTicketStage = '4';
