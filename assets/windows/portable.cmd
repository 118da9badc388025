@echo off
rem Starts the program so that it keeps everything in the folder "data" beside this file.
set "OKPAY_WIZARD_HOME=%~dp0data"
start "" "%~dp0okpay-wizard.exe" %*
