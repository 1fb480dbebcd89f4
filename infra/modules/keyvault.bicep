// Secrets are written by a person (docs/azure.md) and read by the app through references; none passes through this template.
@description('Where the vault is deployed.')
param location string

@description('Name of the vault, at most 24 characters.')
@maxLength(24)
param name string

@description('Object id of the app\'s identity; it may read.')
param appPrincipalId string

@description('Object id of the operators\' group, or empty; it may write.')
param operatorGroupId string

@description('Whether only private endpoints and the addresses below reach the vault.')
param usePrivateNetwork bool

@description('Public IPv4 addresses or ranges that still reach it then.')
param allowedAddresses string[]

@description('Workspace that the audit log goes to.')
param workspaceId string

@description('Tags.')
param tags object

var secretsUserId = '4633458b-17de-408a-b874-0445c86b69e6'
var secretsOfficerId = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7'

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: usePrivateNetwork && empty(allowedAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: usePrivateNetwork ? 'Deny' : 'Allow'
      bypass: 'None'
      ipRules: [for address in usePrivateNetwork ? allowedAddresses : []: {
        value: address
      }]
    }
  }
}

resource appReads 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, appPrincipalId, secretsUserId)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserId)
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource operatorsWrite 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(operatorGroupId)) {
  name: guid(vault.id, operatorGroupId, secretsOfficerId)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsOfficerId)
    principalId: operatorGroupId
    principalType: 'Group'
  }
}

// The one stable version is of 2016 and knows no groups of categories.
#disable-next-line use-recent-api-versions
resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the vault.')
output id string = vault.id

@description('Name of the vault.')
output name string = vault.name
