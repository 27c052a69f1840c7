// The people of the demo account. Indian numbers never start with 5, so these ring nobody.
import type { NewAgent } from './agents.ts';

export const demoAgent = 'priya.sharma@demo.in';

export const demoAgents: NewAgent[] = [
  { userId: demoAgent, name: 'Priya Sharma', role: 'admin', agentNumber: '+915550000101' },
  { userId: 'a+b@c.in', name: 'Arjun Banerjee', agentNumber: '+915550000102' },
  { userId: 'ananya.iyer@demo.in', name: 'Ananya Iyer' },
  { userId: 'rahul.verma@demo.in', name: 'Rahul Verma', agentNumber: '+915550000104' },
  { userId: 'kavita.nair@demo.in', name: 'Kavita Nair', agentNumber: '+915550000105' },
  { userId: 'imran.qureshi@demo.in', name: 'Imran Qureshi', agentNumber: '+915550000106' },
];

/** Customers the telephone page offers. */
export const demoCustomers = [
  { name: 'Meera Krishnan', number: '+915550012345' },
  { name: 'Vikram Desai', number: '+915550067890' },
  { name: 'Sunita Reddy', number: '+915550024680' },
];
