import { hubspot, Text } from '@hubspot/ui-extensions';

hubspot.extend<'crm.record.sidebar'>(() => <Text>Baton</Text>);
