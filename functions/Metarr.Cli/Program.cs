using System.CommandLine;
using Metarr.Cli.Demo;
using Metarr.Cli.Hosting;
using Metarr.Cli.Verification;

var root = new RootCommand("Metarr enriches a home media library: metadata and the best artwork, without losing what a person chose.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    VerifyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
