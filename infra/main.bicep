// The connector in Azure. Only the storage account for its state is described so far; the function app, the queues and the rest follow.
targetScope = 'resourceGroup'

@description('Where everything is deployed.')
param location string = resourceGroup().location

@description('Short name of the environment, part of every resource name.')
@minLength(2)
@maxLength(8)
param environmentName string

var uniqueName = uniqueString(resourceGroup().id, environmentName)

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    location: location
    name: 'ctss${take(environmentName, 8)}${take(uniqueName, 10)}'
  }
}

output storageAccountName string = storage.outputs.name
