// The reference devices; scripts/build.ts bundles this file as dist/devices.js.
export { chargePointFaults, chargePointVariants, startChargePoint } from '../../fixtures/devices/charge-point/index.ts';
export { chargingStationFaults, chargingStationVariants, startChargingStation } from '../../fixtures/devices/charging-station/index.ts';
export { csmsFaults, csmsVariants, startCsms } from '../../fixtures/devices/csms/index.ts';
