// The queues. Their dead-letter queues are the error queue.
@description('Where the namespace is deployed.')
param location string

@description('Name of the namespace.')
param name string

@description('Names of all queues.')
param queueNames string[]

@description('The one queue that commercetools sends to.')
param eventsQueueName string

@description('Whether commercetools sends to it. Its Subscription takes a connection string with a key and nothing else, so shared keys are off only without it.')
param receiveCommerceEvents bool

@description('Whether only private endpoints reach the namespace. Takes the tier Premium, and commercetools then needs the public address all the same.')
param usePrivateNetwork bool

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Object id of the operators\' group, or empty.')
param operatorGroupId string

@description('Workspace that logs go to.')
param workspaceId string

@description('Tags.')
param tags object

// Each role holds for one queue only, and nobody may manage: depths are counted by peeking, and with so few instances the host need not know queue lengths to scale.
var dataReceiverId = '4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0'
var dataSenderId = '69a216fc-b8fb-44d8-bc22-1f3c2cd27a39'

resource namespace 'Microsoft.ServiceBus/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: usePrivateNetwork ? {
    name: 'Premium'
    tier: 'Premium'
    capacity: 1
  } : {
    name: 'Standard'
    tier: 'Standard'
  }
  properties: {
    publicNetworkAccess: usePrivateNetwork && !receiveCommerceEvents ? 'Disabled' : 'Enabled'
    disableLocalAuth: !receiveCommerceEvents
    minimumTlsVersion: '1.2'
  }
}

// Neither sessions nor duplicate detection: either would make replaying from Service Bus Explorer fail or lose the message. Both cannot be changed later.
resource queues 'Microsoft.ServiceBus/namespaces/queues@2026-01-01' = [for queueName in queueNames: {
  parent: namespace
  name: queueName
  properties: {
    lockDuration: 'PT5M'
    maxDeliveryCount: 5
    requiresSession: false
    requiresDuplicateDetection: false
    enablePartitioning: false
    defaultMessageTimeToLive: 'P14D'
    deadLetteringOnMessageExpiration: true
    maxSizeInMegabytes: 5120
  }
}]

// A key that can send to one queue and do nothing else. A person reads it (docs/azure.md); it is never an output.
resource shopSends 'Microsoft.ServiceBus/namespaces/queues/authorizationRules@2026-01-01' = if (receiveCommerceEvents) {
  parent: queues[indexOf(queueNames, eventsQueueName)]
  name: 'commercetools-send'
  properties: {
    rights: [
      'Send'
    ]
  }
}

resource appReceives 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queueName, index) in queueNames: {
  name: guid(name, queueName, appPrincipalId, dataReceiverId)
  scope: queues[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiverId)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}]

resource appSends 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queueName, index) in queueNames: {
  name: guid(name, queueName, appPrincipalId, dataSenderId)
  scope: queues[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSenderId)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}]

// For Service Bus Explorer.
resource operatorsReceive 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queueName, index) in queueNames: if (!empty(operatorGroupId)) {
  name: guid(name, queueName, operatorGroupId, dataReceiverId)
  scope: queues[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataReceiverId)
    principalId: operatorGroupId
    principalType: 'Group'
  }
}]

resource operatorsSend 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for (queueName, index) in queueNames: if (!empty(operatorGroupId)) {
  name: guid(name, queueName, operatorGroupId, dataSenderId)
  scope: queues[index]
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', dataSenderId)
    principalId: operatorGroupId
    principalType: 'Group'
  }
}]

// The one stable version is of 2016 and knows no groups of categories.
#disable-next-line use-recent-api-versions
resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: namespace
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Name of the namespace.')
output name string = namespace.name
