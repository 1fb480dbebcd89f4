// Tables for sync state, journal and rate budget; blobs for the labels' documents, the package and the host's own locks. Reached with managed identity only: no shared keys.
@description('Where the account is deployed.')
param location string

@description('Name of the account, 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Object id of the app\'s identity.')
param appPrincipalId string

@description('Whether only private endpoints and the addresses below reach the account.')
param usePrivateNetwork bool

@description('Public IPv4 addresses or ranges that still reach it then.')
param allowedAddresses string[]

@description('Whether reads, writes and deletions of tables and blobs are logged.')
param logOperations bool

@description('Workspace that logs go to.')
param workspaceId string

@description('Tags.')
param tags object

// The host makes its own containers and the connector its own tables, so the account is the narrowest scope that both roles can have.
var roleIds = [
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' // Storage Blob Data Owner
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
]

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: usePrivateNetwork && empty(allowedAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
      bypass: 'None'
      ipRules: [for address in usePrivateNetwork ? allowedAddresses : []: {
        value: address
        action: 'Allow'
      }]
    }
  }
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobService
  name: 'app-package'
}

resource documents 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobService
  name: 'label-documents'
  properties: {
    publicAccess: 'None'
  }
}

// The app deletes them by its own rule, after 90 days at the latest. They hold names and addresses, so they go also where it does not run.
resource retention 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'label-documents'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                '${documents.name}/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: 91
                }
              }
            }
          }
        }
      ]
    }
  }
}

resource roles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for roleId in roleIds: {
  name: guid(account.id, appPrincipalId, roleId)
  scope: account
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleId)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}]

// One row for each operation, and the timers alone do hundreds of thousands a month: off unless somebody asks who did what.
var operations = [
  'StorageRead'
  'StorageWrite'
  'StorageDelete'
]

// The one stable version is of 2016 and knows no groups of categories.
#disable-next-line use-recent-api-versions
resource tableLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logOperations) {
  name: 'to-workspace'
  scope: tableService
  properties: {
    workspaceId: workspaceId
    logs: [for operation in operations: {
      category: operation
      enabled: true
    }]
  }
}

#disable-next-line use-recent-api-versions
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logOperations) {
  name: 'to-workspace'
  scope: blobService
  properties: {
    workspaceId: workspaceId
    logs: [for operation in operations: {
      category: operation
      enabled: true
    }]
  }
}

@description('Resource id of the account.')
output id string = account.id

@description('Name of the account.')
output name string = account.name

@description('Container that packages are deployed to.')
output packageContainerName string = packages.name
