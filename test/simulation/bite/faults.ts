/** All planted faults. */
import { actingFaults } from './acting-faults.ts';
import { boundFaults } from './bound-faults.ts';
import type { PlantedFault } from './fault.ts';
import { guardFaults } from './guard-faults.ts';
import { sendingFaults } from './sending-faults.ts';
import { tellingFaults } from './telling-faults.ts';

export const plantedFaults: readonly PlantedFault[] = [
  ...guardFaults,
  ...actingFaults,
  ...boundFaults,
  ...tellingFaults,
  ...sendingFaults,
];
