// Who the app is. A user-assigned identity can be given its roles before the app first starts.
@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, for the app to carry the identity.')
output id string = identity.id

@description('Client id, for the app to choose the identity when it signs in.')
output clientId string = identity.properties.clientId

@description('Object id, for roles.')
output principalId string = identity.properties.principalId
