// Carries live events to whoever watches. The app sends through it and lets clients in; keys are off.
@description('Name of the SignalR Service.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

@description('Size.')
param sku string

@description('Object id of the app\'s identity.')
param principalId string

// The role for serverless services: negotiating takes tokens, sending takes the REST API, and no lesser role has both.
var signalRServiceOwner = '7e4f1700-ea5a-4f59-8f37-079cfe29dce3'

resource service 'Microsoft.SignalRService/signalR@2024-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SignalR'
  sku: {
    name: sku
    capacity: 1
  }
  properties: {
    disableLocalAuth: true
    disableAadAuth: false
    publicNetworkAccess: 'Enabled'
    features: [
      {
        flag: 'ServiceMode'
        value: 'Serverless'
      }
    ]
  }
}

resource owner 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(service.id, principalId, signalRServiceOwner)
  scope: service
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', signalRServiceOwner)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

@description('Address of the service.')
output uri string = 'https://${service.properties.hostName}'
