/* Included before everything: functions that have cost other people dearly do not compile here. */
#ifndef CRM_BASE_CORE_BANNED_H
#define CRM_BASE_CORE_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets localtime gmtime ctime asctime system popen atoi atol atof

#endif
