// Read by azd, which fills the environment from `azd env set NAME VALUE`, and by `az deployment sub create --parameters`.
using './main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'metarr')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param durableBackend = readEnvironmentVariable('METARR_DURABLE_BACKEND', 'azureStorage')
param schedulerSku = readEnvironmentVariable('METARR_SCHEDULER_SKU', 'Consumption')
param instanceMemoryMB = int(readEnvironmentVariable('METARR_INSTANCE_MEMORY_MB', '2048'))
param maximumInstanceCount = int(readEnvironmentVariable('METARR_MAXIMUM_INSTANCES', '40'))
param alwaysReadyHttpInstances = int(readEnvironmentVariable('METARR_ALWAYS_READY', '0'))
param storagePrefix = readEnvironmentVariable('METARR_STORAGE_PREFIX', '')
param signalRSku = readEnvironmentVariable('METARR_SIGNALR_SKU', 'Free_F1')
param refreshSchedule = readEnvironmentVariable('METARR_REFRESH_SCHEDULE', '0 0 4 * * 0')
param alertEmail = readEnvironmentVariable('METARR_ALERT_EMAIL', '')
param vnetEnabled = bool(readEnvironmentVariable('METARR_VNET', 'false'))
