import { providerBattery } from '../support/provider-battery.ts';
import { providers } from '../support/read-survey.ts';

for (const id of providers.keys()) providerBattery(id);
