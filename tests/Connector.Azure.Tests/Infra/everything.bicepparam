// Every option on, for the tests: what neither environment uses is evaluated all the same.
using '../../../infra/main.bicep'

param environmentName = 'all'
param maximumInstanceCount = 2
param receiveCommerceEvents = false
param alertEmail = 'connector-all@example.com'
param operatorGroupId = '00000000-0000-0000-0000-00000000000a'
param commercetools = {
  projectKey: 'my-project-all'
  apiBaseAddress: 'https://api.europe-west1.gcp.commercetools.com/'
  authorizationBaseAddress: 'https://auth.europe-west1.gcp.commercetools.com/'
  transport: 'Http'
}
param useShipStationV2 = true
param shipStationAccounts = [
  'east'
  'west'
]
param rulesFile = 'connector.all.json'
param usePrivateNetwork = true
param usePrivateServiceBus = true
param allowedAddresses = [
  '192.0.2.10'
]
param logStorageOperations = true
