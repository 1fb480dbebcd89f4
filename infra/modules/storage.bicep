// Tables for sync state and journal. Reached with managed identity only: no shared keys.
@description('Where the account is deployed.')
param location string

@description('Name of the account, 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

output name string = account.name
