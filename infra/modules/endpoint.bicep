// One private endpoint, and the name by which the network finds it.
@description('Where it is deployed.')
param location string

@description('Name of the endpoint.')
param name string

@description('Resource id of what it leads to.')
param targetId string

@description('The part of the target: blob, table, vault or namespace.')
param part string

@description('The private zone that answers for the target\'s public name.')
param zoneName string

@description('Network that asks.')
param networkId string

@description('Subnet that the endpoint stands in.')
param subnetId string

@description('Tags.')
param tags object

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: 'connector'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: networkId
      }
    }
  }
}

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: part
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            part
          ]
        }
      }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: part
          properties: {
            privateDnsZoneId: zone.id
          }
        }
      ]
    }
  }
}
