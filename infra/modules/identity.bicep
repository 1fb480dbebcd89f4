// The one identity of the app. User-assigned, so that its rights stand before the app first starts.
@description('Where it is deployed.')
param location string

@description('Name of the identity.')
param name string

@description('Tags.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Name of the identity.')
output name string = identity.name

@description('Object id that roles are given to.')
output principalId string = identity.properties.principalId
