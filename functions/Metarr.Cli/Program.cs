return await Metarr.Cli.MetarrCommand.RunAsync(args);
