import { hubspot, Text } from '@hubspot/ui-extensions';

hubspot.extend<'crm.record.tab'>(() => <Text>Baton</Text>);
