import type { ComponentType } from 'react';
import { BarChart } from '../charts/BarChart.tsx';
import { LineChart } from '../charts/LineChart.tsx';
import { Button, ButtonRow, Dropdown, DropdownButtonItem, LoadingButton } from './buttons.tsx';
import { Checkbox, MultiSelect, RadioButton, Select, Toggle, ToggleGroup } from './choices.tsx';
import { CrmActionButton, CrmActionLink, CrmDataHighlight, CrmPropertyList } from './crm.tsx';
import { DateInput, TimeInput } from './dates.tsx';
import { DescriptionList, DescriptionListItem, Iframe, MediaObject } from './descriptions.tsx';
import { Alert, EmptyState, ErrorState, LoadingSpinner, ProgressBar, StepIndicator, Tooltip } from './feedback.tsx';
import { Form } from './form.tsx';
import { Icon } from './icon.tsx';
import { Illustration } from './illustration.tsx';
import { CurrencyInput, Input, NumberInput, SearchInput, StepperInput, TextArea } from './inputs.tsx';
import { AutoGrid, Box, Card, Center, Divider, Flex, Inline, Spacer, Stack, Tile } from './layout.tsx';
import { Modal, OverlayBody, OverlayFooter, Panel, PanelSection } from './overlays.tsx';
import * as pages from './pages.tsx';
import { ScoreCircle, Statistics, StatisticsItem, StatisticsTrend } from './statistics.tsx';
import { Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow } from './table.tsx';
import { Accordion, Tab, Tabs } from './tabs.tsx';
import { StatusTag, Tag } from './tags.tsx';
import { ExpandableText, Heading, Image, Link, List, Text } from './text.tsx';

const standard = {
  Accordion, Alert, AutoGrid, BarChart, Box, Button, ButtonRow, Card, Center, Checkbox, CurrencyInput, DateInput,
  DescriptionList, DescriptionListItem, Divider, Dropdown, DropdownButtonItem, EmptyState, ErrorState, ExpandableText,
  Flex, Form, Heading, Icon, Iframe, Illustration, Image, Inline, Input, LineChart, Link, List, LoadingButton,
  LoadingSpinner, MediaObject, Modal, ModalBody: OverlayBody, ModalFooter: OverlayFooter, MultiSelect, NumberInput,
  Panel, PanelBody: OverlayBody, PanelFooter: OverlayFooter, PanelSection, ProgressBar, RadioButton, ScoreCircle,
  SearchInput, Select, Spacer, Stack, Statistics, StatisticsItem, StatisticsTrend, StatusTag, StepIndicator,
  StepperInput, Tab, Table, TableBody, TableCell, TableFooter, TableHead, TableHeader, TableRow, Tabs, Tag, Text,
  TextArea, Textarea: TextArea, Tile, TimeInput, Toggle, ToggleGroup, Tooltip,
};
const crm = { CrmActionButton, CrmActionLink, CrmDataHighlight, CrmPropertyList };
const page = {
  HeaderActions: pages.HeaderActions,
  PrimaryHeaderActionButton: pages.PrimaryHeaderActionButton,
  SecondaryHeaderActionButton: pages.SecondaryHeaderActionButton,
  PageTitle: pages.PageTitle,
  PageLink: pages.PageLink,
  PageHeader: pages.PageHeader,
  PageHeaderPrimaryAction: pages.PrimaryHeaderActionButton,
  PageHeaderSecondaryActions: pages.HeaderActions,
  PageHeaderPageLink: pages.PageLink,
  PageBreadcrumbs: pages.PageBreadcrumbs,
  PageBreadcrumbsPageLink: pages.PageLink,
  PageBreadcrumbsCurrent: pages.PageBreadcrumbsCurrent,
};

/** HubSpot's wire names to what this page draws; each has its own props, so the map is untyped on purpose. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const componentMap: Record<string, ComponentType<any>> = { ...standard, ...crm, ...page };
