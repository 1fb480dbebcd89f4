// The private way to storage, vault and, in the tier Premium, queues. The app itself stays public: ShipStation calls its webhook.
@description('Where it is deployed.')
param location string

@description('Short name of the environment, part of every resource name.')
param environmentName string

@description('Addresses of the network, a /24.')
param addressPrefix string

@description('Tags.')
param tags object

// To the internet goes one fixed address, which a vendor's allow list can name; a new subnet has no other way out.
resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = {
  name: 'pip-connector-${environmentName}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = {
  name: 'ng-connector-${environmentName}'
  location: location
  tags: tags
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      {
        id: address.id
      }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: 'vnet-connector-${environmentName}'
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
  }

  resource app 'subnets' = {
    name: 'app'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 26, 0)
      defaultOutboundAccess: false
      natGateway: {
        id: gateway.id
      }
      delegations: [
        {
          name: 'flex'
          properties: {
            serviceName: 'Microsoft.App/environments'
          }
        }
      ]
    }
  }

  resource endpoints 'subnets' = {
    name: 'endpoints'
    properties: {
      addressPrefix: cidrSubnet(addressPrefix, 26, 1)
      defaultOutboundAccess: false
      privateEndpointNetworkPolicies: 'Enabled'
    }
    // Two subnets of one network cannot be written at the same time.
    dependsOn: [
      app
    ]
  }
}

@description('Resource id of the network.')
output networkId string = network.id

@description('Subnet that the app\'s calls leave from.')
output appSubnetId string = network::app.id

@description('Subnet of the private endpoints.')
output endpointSubnetId string = network::endpoints.id
