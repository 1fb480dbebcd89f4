// The connector in Azure: one function app, its queues, its tables, its secrets and their monitoring. docs/azure.md explains how to deploy it from zero.
targetScope = 'resourceGroup'

@description('Where everything is deployed.')
param location string = resourceGroup().location

@description('Short name of the environment, part of every resource name.')
@minLength(2)
@maxLength(8)
param environmentName string

@description('Most instances of each function. ShipStation allows 40 calls a minute: more instances than these only wait for each other.')
@minValue(1)
@maxValue(40)
param maximumInstanceCount int = 2

@description('Address that alerts are sent to.')
param alertEmail string

@description('Object id of the Entra group of the people who work the error queue and write the secrets. Empty: nobody but the app gets rights on data.')
param operatorGroupId string = ''

@description('Whether commercetools may send its messages to the queue commerce-events. It knows no managed identity, so this switches shared keys of the namespace on.')
param receiveCommerceEvents bool

@description('Key, API address and token address of the commercetools project, and which client the app uses: Sdk or Http.')
param commercetools {
  projectKey: string
  apiBaseAddress: string
  authorizationBaseAddress: string
  transport: 'Sdk' | 'Http'
}

@description('Calls a minute that ShipStation grants, until its first response states the limit.')
@minValue(1)
param shipStationRequestsPerMinute int = 40

@description('Whether the vault holds a key of the ShipStation V2 API.')
param useShipStationV2 bool = false

@description('Names of further ShipStation accounts, beside the default one. Their keys are secrets of their own.')
param shipStationAccounts string[] = []

@description('File of the merchant\'s rules inside the package. Empty: the connector looks for connector.json.')
param rulesFile string = ''

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Most gigabytes of logs a day; what comes after them is lost until the next day.')
@minValue(1)
param logDailyCapGigabytes int = 1

@description('Whether storage and vault are reached over private endpoints alone. The app then calls out from a network of its own, through one fixed address.')
param usePrivateNetwork bool = false

@description('Whether the queues are, too: only together with usePrivateNetwork. Needs the tier Premium of Service Bus, which costs many times the tier Standard.')
param usePrivateServiceBus bool = false

@description('Public IPv4 addresses or ranges that may reach storage and vault beside the private endpoints, such as the office\'s. Empty: none.')
param allowedAddresses string[] = []

@description('Addresses of the private network, a /24.')
param networkAddressPrefix string = '10.80.0.0/24'

@description('Whether reads, writes and deletions of tables and blobs are logged: many rows.')
param logStorageOperations bool = false

@description('Tags of every resource.')
param tags object = {}

var suffix = take(uniqueString(resourceGroup().id, environmentName), 10)
var allTags = union({ application: 'shipstation-connector', environment: environmentName }, tags)

// The names that the code sends to and receives from.
var queueNames = [
  'orders'
  'shipments'
  'labels'
  'commerce-events'
]
var eventsQueueName = 'commerce-events'

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    name: 'id-connector-${environmentName}'
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    location: location
    workspaceName: 'log-connector-${environmentName}-${suffix}'
    applicationInsightsName: 'appi-connector-${environmentName}'
    appPrincipalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    dailyCapGigabytes: logDailyCapGigabytes
    tags: allTags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    name: 'stconn${environmentName}${suffix}'
    appPrincipalId: identity.outputs.principalId
    usePrivateNetwork: usePrivateNetwork
    allowedAddresses: allowedAddresses
    logOperations: logStorageOperations
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module serviceBus 'modules/servicebus.bicep' = {
  name: 'servicebus'
  params: {
    location: location
    name: 'sb-connector-${environmentName}-${suffix}'
    queueNames: queueNames
    eventsQueueName: eventsQueueName
    receiveCommerceEvents: receiveCommerceEvents
    usePrivateNetwork: usePrivateNetwork && usePrivateServiceBus
    appPrincipalId: identity.outputs.principalId
    operatorGroupId: operatorGroupId
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module keyVault 'modules/keyvault.bicep' = {
  name: 'keyvault'
  params: {
    location: location
    name: 'kv-${environmentName}-${suffix}'
    appPrincipalId: identity.outputs.principalId
    operatorGroupId: operatorGroupId
    usePrivateNetwork: usePrivateNetwork
    allowedAddresses: allowedAddresses
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module network 'modules/network.bicep' = if (usePrivateNetwork) {
  name: 'network'
  params: {
    location: location
    environmentName: environmentName
    addressPrefix: networkAddressPrefix
    tags: allTags
  }
}

// What is private, with the zone that answers for its public name.
var endpoints = concat(
  [
    {
      part: 'blob'
      zone: 'privatelink.blob.${environment().suffixes.storage}'
    }
    {
      part: 'table'
      zone: 'privatelink.table.${environment().suffixes.storage}'
    }
    {
      part: 'vault'
      zone: 'privatelink.vaultcore.azure.net'
    }
  ],
  usePrivateServiceBus
    ? [
        {
          part: 'namespace'
          zone: 'privatelink.servicebus.windows.net'
        }
      ]
    : []
)

var targets = {
  blob: storage.outputs.id
  table: storage.outputs.id
  vault: keyVault.outputs.id
  namespace: serviceBus.outputs.id
}

module privateEndpoints 'modules/endpoint.bicep' = [for endpoint in usePrivateNetwork ? endpoints : []: {
  name: 'endpoint-${endpoint.part}'
  params: {
    location: location
    name: 'pe-connector-${environmentName}-${endpoint.part}'
    targetId: targets[endpoint.part]
    part: endpoint.part
    zoneName: endpoint.zone
    networkId: network.?outputs.networkId ?? ''
    subnetId: network.?outputs.endpointSubnetId ?? ''
    tags: allTags
  }
}]

module functionApp 'modules/functionapp.bicep' = {
  name: 'functionapp'
  params: {
    location: location
    name: 'func-connector-${environmentName}-${suffix}'
    planName: 'plan-connector-${environmentName}'
    identityName: identity.outputs.name
    storageAccountName: storage.outputs.name
    packageContainerName: storage.outputs.packageContainerName
    serviceBusName: serviceBus.outputs.name
    vaultName: keyVault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    maximumInstanceCount: maximumInstanceCount
    commercetools: commercetools
    shipStationRequestsPerMinute: shipStationRequestsPerMinute
    useShipStationV2: useShipStationV2
    shipStationAccounts: shipStationAccounts
    rulesFile: rulesFile
    subnetId: network.?outputs.appSubnetId ?? ''
    tags: allTags
  }
  // The app reads its package and its secrets when it starts.
  dependsOn: [
    privateEndpoints
  ]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    location: location
    email: alertEmail
    queueNames: queueNames
    serviceBusName: serviceBus.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module workbook 'modules/workbook.bicep' = {
  name: 'workbook'
  params: {
    location: location
    displayName: 'Connector ${environmentName}'
    serviceBusName: serviceBus.outputs.name
    workspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

@description('Name of the function app; the package is deployed to it.')
output functionAppName string = functionApp.outputs.name

@description('Host name of the function app; webhooks and the operations page are below it.')
output functionAppHostName string = functionApp.outputs.hostName

@description('Name of the vault that the secrets have to be written to.')
output keyVaultName string = keyVault.outputs.name

@description('Name of the Service Bus namespace.')
output serviceBusName string = serviceBus.outputs.name
