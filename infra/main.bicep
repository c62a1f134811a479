// Everything that one Metarr Functions deployment needs, in a resource group of its own.
// Deployed with `azd up` or `az deployment sub create`; docs/deploy.md walks through both.
targetScope = 'subscription'

@description('Names the deployment. The resource group is called rg-{environmentName}, and every other name is derived from it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('The Azure region of all resources. It must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@minLength(1)
@metadata({ azd: { type: 'location' } })
param location string

@description('Where Durable Functions keeps its histories: in tables and queues of the storage account, or in a Durable Task Scheduler.')
@allowed(['azureStorage', 'durableTaskScheduler'])
param durableBackend string = 'azureStorage'

@description('How the Durable Task Scheduler is billed: by the action, or by capacity units. Of no effect with azureStorage.')
@allowed(['Consumption', 'Dedicated'])
param schedulerSku string = 'Consumption'

@description('Memory of one instance of the app, in MB. Analysing a 100-megapixel image wants 2048.')
@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@description('How many instances the app may grow to. The providers\' quotas limit a library long before this does.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('How many instances stay warm for HTTP, so that no webhook and no person waits for a cold start. Each is billed around the clock.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 0

@description('How many HTTP requests one instance serves at a time before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int = 32

@description('How the storage account copies its data. Histories and choices are not worth zones to everyone; images can be had again.')
@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_LRS'

@description('Letters and digits that every table, container and queue name begins with, to keep several libraries apart; empty for none.')
@maxLength(20)
param storagePrefix string = ''

@description('Size of the SignalR Service that carries live events: 20 connections and 20,000 messages a day for nothing, or 1,000 connections.')
@allowed(['Free_F1', 'Standard_S1'])
param signalRSku string = 'Free_F1'

@description('When titles that changed or are incomplete are queued for a refresh: six cron fields, seconds first, in UTC.')
param refreshSchedule string = '0 0 4 * * 0'

@description('Where alerts are sent; empty for no e-mail. They can be seen in the portal either way.')
param alertEmail string = ''

@description('How many days logs and traces are kept. The first 31 are free of charge.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('How much telemetry may be taken in per day, in GB, so that a fault cannot run up a bill; -1 for no limit.')
param logDailyCapGb int = 1

@description('Whether storage is reached through a virtual network only.')
param vnetEnabled bool = false

@description('Who may set the secrets of the vault: the object id of a person or of a pipeline; empty for nobody.')
param operatorPrincipalId string = deployer().objectId

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var usesScheduler = durableBackend == 'durableTaskScheduler'

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-metarr-${token}'
    location: location
    tags: tags
  }
}

module network 'modules/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-metarr-${token}'
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'stmetarr${token}'
    location: location
    tags: tags
    sku: storageSku
    stagingContainerName: empty(storagePrefix) ? 'staging' : '${toLower(storagePrefix)}-staging'
    isPrivate: vnetEnabled
    principalId: identity.outputs.principalId
  }
}

module storageEndpoints 'modules/storage-endpoints.bicep' = if (vnetEnabled) {
  name: 'storage-endpoints'
  scope: group
  params: {
    storageName: storage.outputs.name
    virtualNetworkId: vnetEnabled ? network!.outputs.id : ''
    subnetId: vnetEnabled ? network!.outputs.endpointsSubnetId : ''
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-metarr-${token}'
    insightsName: 'appi-metarr-${token}'
    location: location
    tags: tags
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${token}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
}

module signalR 'modules/signalr.bicep' = {
  name: 'signalr'
  scope: group
  params: {
    name: 'sigr-metarr-${token}'
    location: location
    tags: tags
    sku: signalRSku
    principalId: identity.outputs.principalId
  }
}

module scheduler 'modules/scheduler.bicep' = if (usesScheduler) {
  name: 'scheduler'
  scope: group
  params: {
    name: 'dts-metarr-${token}'
    location: location
    tags: tags
    sku: schedulerSku
    principalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-metarr-${token}'
    planName: 'plan-metarr-${token}'
    location: location
    tags: union(tags, { 'azd-service-name': 'metarr' })
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    deploymentContainerUri: storage.outputs.deploymentContainerUri
    storagePrefix: storagePrefix
    insightsConnectionString: monitoring.outputs.insightsConnectionString
    vaultUri: vault.outputs.uri
    signalRUri: signalR.outputs.uri
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : ''
    taskHubName: usesScheduler ? scheduler!.outputs.taskHubName : ''
    refreshSchedule: refreshSchedule
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    httpConcurrency: httpConcurrency
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
  }
  // The app mounts its package from the account as soon as it is made, so the way there must exist.
  dependsOn: [storageEndpoints]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    namePrefix: 'metarr-${token}'
    location: location
    tags: tags
    insightsId: monitoring.outputs.insightsId
    email: alertEmail
  }
}

@description('The name of the function app.')
output AZURE_FUNCTION_APP_NAME string = app.outputs.name

@description('Where the function app answers.')
output METARR_URL string = app.outputs.url

@description('The name of the vault that the providers\' keys belong into.')
output AZURE_KEY_VAULT_NAME string = vault.outputs.name

@description('The resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The MSBuild property that makes `azd deploy` build for Azure: azd hands outputs to the build as its environment.')
output FunctionsRuntime string = 'Azure'

@description('The MSBuild property that chooses the host.json of the backend, by the same way.')
output DurableBackend string = durableBackend
